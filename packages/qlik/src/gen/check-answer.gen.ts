/** The part of JSON Schema that the vendors' answers are described in. */
export interface Schema {
  readonly ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** Of an object's properties that are not named. */
  readonly values?: Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: 'date-time';
}

/** The first place where a value breaks its schema. Values are shown by their kind only, since one may be a secret. */
export interface Mismatch {
  /** JSONPath, such as `$[3].user_role.id`. */
  readonly path: string;
  readonly expected: string;
  readonly got: string;
}

const ABSENT = 'nothing';

export type Schemas = Readonly<Record<string, Schema>>;

/** Compares a parsed answer with its schema. Fields that the schema does not name are let through. */
export function checkAnswer(
  value: unknown,
  schema: Schema,
  schemas: Schemas,
  path = '$',
): Mismatch | undefined {
  if (schema.ref !== undefined) return checkAnswer(value, schemas[schema.ref] ?? {}, schemas, path);
  for (const part of schema.allOf ?? []) {
    const mismatch = checkAnswer(value, part, schemas, path);
    if (mismatch) return mismatch;
  }
  const kind = kindOf(value);
  const types = typeof schema.type === 'string' ? [schema.type] : schema.type;
  if (types && !types.some((type) => type === kind || (type === 'number' && kind === 'integer'))) {
    return { path, expected: types.join(' or '), got: kind };
  }
  return (
    checkScalar(value, schema, path, kind) ??
    checkAnyOf(value, schema, schemas, path) ??
    (Array.isArray(value) ? checkItems(value, schema, schemas, path) : undefined) ??
    (kind === 'object' ? checkProperties(value as object, schema, schemas, path) : undefined)
  );
}

function checkScalar(value: unknown, schema: Schema, path: string, kind: string): Mismatch | undefined {
  if (schema.enum && !schema.enum.includes(value)) {
    return {
      path,
      expected: `one of ${schema.enum.map((item) => JSON.stringify(item)).join(', ')}`,
      got: `another ${kind}`,
    };
  }
  if (typeof value === 'number') {
    const { minimum = value, maximum = value } = schema;
    if (value < minimum) return { path, expected: `at least ${minimum}`, got: 'less' };
    if (value > maximum) return { path, expected: `at most ${maximum}`, got: 'more' };
  }
  if (schema.format === 'date-time' && typeof value === 'string' && !isDateTime(value)) {
    return { path, expected: 'a date and time (RFC 3339)', got: 'another string' };
  }
  return undefined;
}

function checkAnyOf(value: unknown, schema: Schema, schemas: Schemas, path: string): Mismatch | undefined {
  if (!schema.anyOf) return undefined;
  const all: Mismatch[] = [];
  for (const part of schema.anyOf) {
    const mismatch = checkAnswer(value, part, schemas, path);
    if (!mismatch) return undefined;
    all.push(mismatch);
  }
  // The alternative that was meant: its fields are there, and it fits furthest down.
  const rank = ({ path: where, got }: Mismatch) => (got === ABSENT ? 0 : where.length);
  const [deepest] = [...all].sort((a, b) => rank(b) - rank(a));
  if (!deepest || deepest.path !== path) return deepest;
  return { path, expected: all.map(({ expected }) => expected).join(' or '), got: deepest.got };
}

function checkItems(
  list: readonly unknown[],
  schema: Schema,
  schemas: Schemas,
  path: string,
): Mismatch | undefined {
  if (!schema.items) return undefined;
  for (const [index, item] of list.entries()) {
    const mismatch = checkAnswer(item, schema.items, schemas, `${path}[${index}]`);
    if (mismatch) return mismatch;
  }
  return undefined;
}

function checkProperties(
  value: object,
  schema: Schema,
  schemas: Schemas,
  path: string,
): Mismatch | undefined {
  for (const name of schema.required ?? []) {
    if (!Object.hasOwn(value, name)) return { path: at(path, name), expected: 'a value', got: ABSENT };
  }
  for (const [name, item] of Object.entries(value)) {
    const own =
      schema.properties && Object.hasOwn(schema.properties, name) ? schema.properties[name] : schema.values;
    const mismatch = own && checkAnswer(item, own, schemas, at(path, name));
    if (mismatch) return mismatch;
  }
  return undefined;
}

function at(path: string, name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function isDateTime(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/.test(text) &&
    !Number.isNaN(Date.parse(text))
  );
}
