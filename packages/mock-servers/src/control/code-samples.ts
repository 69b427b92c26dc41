import { vendorTable } from '../vendor/table.js';
import type { Vendor } from '../vendor/vendors.js';

/** What of an operation and its document a sample is made from. */
export interface SampledOperation {
  operationId?: string;
  parameters?: readonly Referable<SampledParameter>[];
  requestBody?: Referable<{ content?: Record<string, WithExamples>; required?: boolean }>;
}

interface SampledParameter extends WithExamples {
  name?: string;
  in?: string;
  required?: boolean;
}

interface WithExamples {
  example?: unknown;
  examples?: Record<string, Referable<{ value?: unknown }>>;
}

type Referable<T> = T & { $ref?: string };

/** What a client takes for `auth`: the names of a mock's credentials, and Qlik's word for its token. */
type Secret = 'secToken' | 'apiKey' | 'username' | 'password';

/** How a client of the facade is made, by vendor. */
const CLIENTS: Readonly<Record<Vendor, { name: string; create: string; auth: readonly Secret[] }>> = {
  qradar: { name: 'qradar', create: 'createQRadar', auth: ['secToken'] },
  iq: { name: 'iq', create: 'createIq', auth: ['username', 'password'] },
  qlik: { name: 'qlik', create: 'createQlik', auth: ['apiKey'] },
  'qualys-saq': { name: 'saq', create: 'createQualysSaq', auth: ['username', 'password'] },
};

/**
 * The program that calls one operation with Rollcall, as a module: the function that is generated from the same
 * document, by the facade's client. `undefined` for an operation without an operationId.
 */
export function rollcallSample(
  vendor: Vendor,
  origin: string,
  operation: SampledOperation,
  document: object,
): string | undefined {
  const { operationId, parameters = [], requestBody } = operation;
  if (operationId === undefined) return undefined;
  const { auth, create, name } = CLIENTS[vendor];
  const { credentials } = vendorTable[vendor];
  const known = { ...credentials, apiKey: credentials.token };
  const required = parameters.map((one) => resolve(one, document)).filter((one) => one.required === true);
  const valuesIn = (place: string) => {
    const chosen = required.filter((one) => one.in === place && one.name !== undefined);
    if (chosen.length === 0) return [];
    const values = chosen.map((one) => [one.name, exampleOf(one, document)]);
    return [`${place}: ${literal(Object.fromEntries(values))}`];
  };
  const [media] = Object.values(
    requestBody === undefined ? {} : (resolve(requestBody, document).content ?? {}),
  );
  const body = media === undefined ? undefined : exampleOf(media, document);
  const call = [
    `client: ${name}.client`,
    ...valuesIn('path'),
    ...valuesIn('query'),
    ...(body === undefined ? [] : [`body: ${literal(body)}`]),
    'throwOnError: true',
  ];
  const credential = literal(Object.fromEntries(auth.map((part) => [part, known[part]])), true);
  return [
    `import { ${create} } from '@rollcall/facade/${vendor}';`,
    `import { ${operationId} } from '@rollcall/${vendor}';`,
    '',
    `const ${name} = ${create}({ baseUrl: '${origin}', auth: ${credential} });`,
    `const { data } = await ${operationId}({`,
    ...call.map((line) => `  ${line.replaceAll('\n', '\n  ')},`),
    '});',
    'console.log(data);',
  ].join('\n');
}

function exampleOf({ example, examples = {} }: WithExamples, document: object): unknown {
  if (example !== undefined) return example;
  const [first] = Object.values(examples);
  return first === undefined ? undefined : resolve(first, document).value;
}

/** A JSON pointer of this document, such as `#/components/parameters/Id`. */
function resolve<T extends object>(value: Referable<T>, document: object): T {
  if (value.$ref === undefined) return value;
  const steps = value.$ref.replace(/^#\//, '').split('/');
  const read = (inside: unknown, step: string) =>
    (inside as Record<string, unknown>)[step.replaceAll('~1', '/').replaceAll('~0', '~')];
  return steps.reduce<unknown>(read, document) as T;
}

/** A value as it is written in JavaScript; a text of several lines keeps its lines. */
function literal(value: unknown, inOneLine = false): string {
  if (typeof value === 'string') {
    return value.includes('\n') ? `\`${value.trim().replaceAll(/[`\\$]/g, '\\$&')}\`` : quoted(value);
  }
  if (Array.isArray(value))
    return grouped(
      '[',
      value.map((one) => literal(one, inOneLine)),
      ']',
      inOneLine,
    );
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(
    ([name, one]) => `${/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name)}: ${literal(one, inOneLine)}`,
  );
  return grouped('{', members, '}', inOneLine);
}

function grouped(open: string, parts: readonly string[], close: string, inOneLine: boolean): string {
  if (parts.length === 0) return open + close;
  const space = open === '{' ? ' ' : '';
  const line = `${open}${space}${parts.join(', ')}${space}${close}`;
  if (inOneLine || (line.length < 60 && !line.includes('\n'))) return line;
  const inner = parts.map((part) => `  ${part.replaceAll('\n', '\n  ')},`);
  return [open, ...inner, close].join('\n');
}

function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
