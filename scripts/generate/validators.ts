import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { generatedFrom } from './header.ts';

type Json = Record<string, unknown>;

const RUNTIME = fileURLToPath(new URL('check-answer.ts', import.meta.url));
/** What says nothing about a value that could be wrong. Numbers of 64 bits are whole numbers all the same. */
const IGNORED = /^(x-.*|description|title|examples?|default|deprecated|readOnly|\$comment)$/;
const IGNORED_FORMATS = ['int32', 'int64', 'float', 'double', 'uri', 'email', 'password', 'uuid'];
const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

/**
 * Writes what checks answers against the spec: the schemas that successes use, as data, and the small program that
 * compares. Data and one loop are a tenth of what compiled validators weigh, and need no `eval`, which workers and pages
 * with a content security policy forbid. Every keyword of the spec is either checked, or ignored by name, or an error here.
 */
export async function generateValidators(specFile: string, outDir: string): Promise<void> {
  const spec = parse(await readFile(specFile, 'utf8')) as Json;
  const components = spec.components as { schemas: Record<string, Json>; responses?: Record<string, Json> };
  const used = new Map<string, Json>();
  const toSchema = (schema: Json, where: string): Json => translate(schema, where, use);

  function use(name: string): void {
    if (used.has(name)) return;
    used.set(name, {}); // schemas may refer to themselves
    used.set(name, toSchema(components.schemas[name] ?? missing(name), name));
  }

  const answers: Record<string, Record<string, Json>> = {};
  const redirected: [string, string][] = [];
  for (const item of Object.values(spec.paths as Record<string, Json>)) {
    for (const method of METHODS) {
      const operation = item[method] as Json | undefined;
      if (!operation) continue;
      const id = String(operation.operationId);
      if (operation['x-redirects-to']) redirected.push([id, String(operation['x-redirects-to'])]);
      for (const [status, answer] of Object.entries(operation.responses as Record<string, Json>)) {
        if (!status.startsWith('2')) continue;
        const resolved = answer.$ref ? components.responses?.[nameOf(answer.$ref)] : answer;
        const { content } = (resolved ?? missing(String(answer.$ref))) as { content?: Json };
        const json = content?.['application/json'] as { schema?: Json } | undefined;
        if (!json?.schema) continue;
        answers[id] ??= {};
        answers[id][status] = toSchema(json.schema, `${id} ${status}`);
      }
    }
  }
  for (const [id, target] of redirected) answers[id] = answers[target] ?? missing(target);

  const lines = [
    generatedFrom('the spec'),
    "import { checkAnswer, type Mismatch, type Schema, type Schemas } from './check-answer.gen.js';",
    '',
    "export type { Mismatch } from './check-answer.gen.js';",
    '',
    'const schemas: Schemas = {',
    ...[...used]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, schema]) => `  ${name}: ${JSON.stringify(schema)},`),
    '};',
    '',
    'const answers: Readonly<Record<string, Readonly<Record<string, Schema>>>> = {',
    ...Object.entries(answers).map(([id, byStatus]) => `  ${id}: ${JSON.stringify(byStatus)},`),
    '};',
    '',
    '/**',
    ' * Compares the parsed body of a success with the spec. Undefined when it fits, or when the spec says nothing of the',
    ' * operation or the status. Fields that the spec does not name are let through.',
    ' */',
    'export function validateAnswer(operationId: string, status: number, body: unknown): Mismatch | undefined {',
    '  const schema = answers[operationId]?.[status];',
    '  return schema && checkAnswer(body, schema, schemas);',
    '}',
    '',
  ];
  await writeFile(join(outDir, 'validators.gen.ts'), lines.join('\n'));
  await copyFile(RUNTIME, join(outDir, 'check-answer.gen.ts'));
}

function translate(schema: Json, where: string, use: (name: string) => void): Json {
  const deeper = (part: unknown, at: string): Json => translate(part as Json, `${where}.${at}`, use);
  const result: Json = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (IGNORED.test(keyword)) continue;
    switch (keyword) {
      case '$ref':
        result.ref = nameOf(value);
        use(nameOf(value));
        break;
      case 'type':
      case 'required':
      case 'enum':
      case 'minimum':
      case 'maximum':
        result[keyword] = value;
        break;
      case 'const':
        result.enum = [value];
        break;
      case 'items':
        result.items = deeper(value, 'items');
        break;
      case 'anyOf':
      case 'allOf':
        result[keyword] = (value as Json[]).map((part, index) => deeper(part, `${keyword}[${index}]`));
        break;
      case 'properties':
        result.properties = Object.fromEntries(
          Object.entries(value as Json).map(([name, part]) => [name, deeper(part, name)]),
        );
        break;
      case 'additionalProperties':
        // Answers are open: a newer server may know more fields.
        if (typeof value === 'object') result.values = deeper(value, 'additionalProperties');
        break;
      case 'format':
        if (value === 'date-time') result.format = value;
        else if (!IGNORED_FORMATS.includes(String(value)))
          throw new Error(`${where}: unknown format '${value}'`);
        break;
      default:
        throw new Error(
          `${where}: the validators do not know '${keyword}'; teach check-answer.ts, or ignore it by name`,
        );
    }
  }
  return result;
}

function nameOf(ref: unknown): string {
  return String(ref).split('/').at(-1) as string;
}

function missing(name: string): never {
  throw new Error(`the spec refers to '${name}', which it does not hold`);
}
