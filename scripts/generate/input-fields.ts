import { operations, resolved } from './operations.ts';

type Json = Record<string, unknown>;

/** The parameters of each operation's query, by operationId. */
export function queryFieldsOf(spec: Json): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { operation } of operations(spec)) {
    const parameters = ((operation.parameters as Json[] | undefined) ?? []).map((one) => resolved(spec, one));
    const names = parameters.filter((one) => one?.in === 'query').map((one) => String(one?.name));
    if (names.length > 0) found[String(operation.operationId)] = names;
  }
  return found;
}

/** The fields of each JSON body that is an object, by operationId, and their kinds; alternatives taken together. */
export function inputFieldsOf(spec: Json): Record<string, Record<string, string>> {
  const found: Record<string, Record<string, string>> = {};
  for (const { operation } of operations(spec)) {
    const body = resolved(spec, operation.requestBody as Json | undefined);
    const content = (body?.content as Record<string, Json> | undefined)?.['application/json'];
    const fields = content ? fieldsOf(spec, content.schema as Json) : {};
    if (Object.keys(fields).length > 0) found[String(operation.operationId)] = fields;
  }
  return found;
}

function fieldsOf(spec: Json, given: Json | undefined): Record<string, string> {
  const schema = resolved(spec, given) ?? {};
  const fields: Record<string, string> = {};
  for (const [name, property] of Object.entries((schema.properties ?? {}) as Record<string, Json>))
    fields[name] = kindOf(spec, property);
  for (const part of partsOf(schema)) {
    for (const [name, kind] of Object.entries(fieldsOf(spec, part)))
      fields[name] = (fields[name] ?? kind) === kind ? kind : 'any';
  }
  return fields;
}

/** What JavaScript calls a value of this schema; `any` where there are several kinds. Null is beside the kinds. */
function kindOf(spec: Json, given: Json): string {
  const schema = resolved(spec, given) ?? {};
  const types = [schema.type ?? []].flat().filter((type) => type !== 'null');
  const own = types.map((type) => (type === 'integer' ? 'number' : String(type)));
  const kinds = new Set(own.length > 0 ? own : partsOf(schema).map((part) => kindOf(spec, part)));
  const [kind = 'any'] = kinds;
  return kinds.size > 1 ? 'any' : kind;
}

function partsOf(schema: Json): Json[] {
  return ['allOf', 'anyOf', 'oneOf'].flatMap((key) => (schema[key] as Json[] | undefined) ?? []);
}
