import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { generatedFrom } from './header.ts';
import { inputFieldsOf, queryFieldsOf } from './input-fields.ts';
import { normalForms } from './normal-forms.ts';
import { operations } from './operations.ts';
import { secretNames } from './secret-names.ts';

type Json = Record<string, unknown>;

/**
 * Writes the facts that a spec holds as `x-` extensions as TypeScript constants, one per subject, so that a bundle
 * takes only what it uses.
 */
export async function generateFacts(specFile: string, outDir: string): Promise<void> {
  const spec = parse(await readFile(specFile, 'utf8')) as Json;
  const constants: [name: string, doc: string, value: unknown][] = [
    ['operations', 'Every operation by method and path template.', operationsOf(spec)],
  ];
  const root = {
    apiVersion: [
      'x-api-version',
      'The version header: its name, the default, and the versions this spec knows.',
    ],
    updatePackages: [
      'x-update-packages',
      'Which update package serves which versions, newest first: supported, deprecated, else refused.',
    ],
    rateTiers: ['x-rate-tiers', 'Rate tiers: requests allowed per time.'],
    rateWindow: ['x-rate-window', 'Over how long requests are counted, and for whom together.'],
  } as const;
  for (const [name, [key, doc]] of Object.entries(root))
    if (spec[key]) constants.push([name, doc, spec[key]]);

  constants.push(
    ...perOperation(
      spec,
      'x-takes-effect',
      'takesEffect',
      'Which fields of a write take effect, by operationId and kind of console; all others are ignored.',
    ),
  );
  constants.push(...perOperation(spec, 'x-paging', 'paging', 'How lists are paged, by operationId.'));
  constants.push(...perOperation(spec, 'x-limits', 'limits', 'Documented limits, by operationId.'));
  constants.push(
    ...perOperation(spec, 'x-filter', 'filters', 'Operators that a filter may use by field, by operationId.'),
  );
  constants.push(
    ...perOperation(spec, 'x-sort', 'sortFields', 'Fields that a list may be sorted by, by operationId.'),
  );

  const inputs = inputFieldsOf(spec);
  if (Object.keys(inputs).length > 0)
    constants.push([
      'inputFields',
      'Fields that a body may have, and of which kind their values are, by operationId.',
      inputs,
    ]);

  const queries = queryFieldsOf(spec);
  if (Object.keys(queries).length > 0)
    constants.push(['queryFields', 'Parameters of a query, by operationId.', queries]);

  const schemas = ((spec.components as Json | undefined)?.schemas ?? {}) as Record<string, Json>;
  const forms = normalForms(schemas);
  if (Object.keys(forms).length > 0) {
    constants.push([
      'normalForms',
      'In which form, and under which other name, a field that was written may come back, by schema of the write.',
      forms,
    ]);
  }
  const secret = secretNames(spec);
  constants.push(
    [
      'secretFields',
      'Fields and parameters whose value is never shown, whatever holds them (`x-secret`).',
      secret.fields,
    ],
    ['secretHeaders', 'Headers whose value is never shown.', secret.headers],
  );
  const states = Object.entries(schemas).filter(([, schema]) => schema['x-task-states']);
  if (states.length > 0) {
    const value = Object.fromEntries(states.map(([name, schema]) => [name, schema['x-task-states']]));
    constants.push(['taskStates', 'States of tasks by schema: done, failed, and still pending.', value]);
  }

  const lines = [generatedFrom('the spec'), ''];
  for (const [name, doc, value] of constants) {
    lines.push(`/** ${doc} */`, `export const ${name} = ${print(value)} as const;`, '');
  }
  await writeFile(join(outDir, 'facts.gen.ts'), lines.join('\n'));
}

function operationsOf(spec: Json): Json {
  const all: Json = {};
  for (const { key, operation } of operations(spec)) {
    all[key] = {
      id: operation.operationId,
      ...resourcesOf(spec, operation),
      ...(operation['x-reads-only'] ? { readsOnly: true } : {}),
      ...(hasContent(operation) ? {} : { noContent: true }),
      ...(operation['x-rate-tier'] ? { tier: operation['x-rate-tier'] } : {}),
    };
  }
  return all;
}

/** Which kind of console has the operation, where there is more than one kind. */
function resourcesOf(spec: Json, operation: Json): { resources?: string } {
  const kinds = Object.entries((spec['x-resources'] ?? {}) as Record<string, string>);
  if (kinds.length === 0) return {};
  const sources = operation['x-source'] as string[];
  const found = kinds.filter(([, source]) => sources.includes(source)).map(([kind]) => kind);
  if (found.length === 0)
    throw new Error(`${operation.operationId}: x-source names no source of x-resources`);
  return { resources: found.length === kinds.length ? 'both' : String(found[0]) };
}

/** Whether a success of this operation carries a body (a redirect leads to one). */
function hasContent(operation: Json): boolean {
  const responses = Object.entries(operation.responses as Record<string, Json>);
  return responses.some(
    ([status, response]) =>
      status.startsWith('3') || (status.startsWith('2') && (response.content || response.$ref)),
  );
}

function perOperation(spec: Json, key: string, name: string, doc: string): [string, string, unknown][] {
  const found: Json = {};
  for (const { operation } of operations(spec)) {
    if (operation[key]) found[String(operation.operationId)] = operation[key];
  }
  return Object.keys(found).length > 0 ? [[name, doc, found]] : [];
}

/** JSON with short lists and flat objects on one line, so that a diff shows one fact per line. */
function print(value: unknown, indent = ''): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const list = Array.isArray(value);
  const inner = `${indent}  `;
  const parts = list
    ? value.map((item) => print(item, inner))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${print(item, inner)}`);
  const [open, close] = list ? ['[', ']'] : ['{ ', ' }'];
  const flat = open + parts.join(', ') + close;
  if (!flat.includes('\n') && indent && flat.length < 110) return flat;
  return `${open.trim()}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close.trim()}`;
}
