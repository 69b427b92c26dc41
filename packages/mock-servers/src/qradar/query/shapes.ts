import { factsOf } from '../../spec/fact.js';

/** The fields of an answer, for filter, sort and fields: a kind, nested fields, or the elements of a list. */
export type Shape =
  | 'text'
  | 'number'
  | 'boolean'
  | { readonly fields: Fields }
  | { readonly elements: Shape };
export interface Fields {
  readonly [name: string]: Shape;
}

/** What is read of a schema of the document. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

const SCHEMAS = factsOf('qradar').at('components', 'schemas');

const KINDS: Readonly<Record<string, Shape>> = {
  string: 'text',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
};

/** The fields that an answer of one of these schemas may have. */
function fieldsOf(...names: readonly string[]): { readonly fields: Fields } {
  return { fields: Object.assign({}, ...names.map((name) => membersOf(schemaOf(name)))) };
}

function schemaOf(name: string): Schema {
  return SCHEMAS.at(name).value as Schema;
}

function resolved(schema: Schema): Schema {
  return schema.$ref === undefined ? schema : schemaOf(schema.$ref.split('/').at(-1) as string);
}

function membersOf({ allOf = [], properties = {} }: Schema): Fields {
  const own = Object.entries(properties).map(([name, schema]) => [name, shapeOf(schema)] as const);
  return Object.assign({}, ...allOf.map((part) => membersOf(resolved(part))), Object.fromEntries(own));
}

/** An alternative that is null says nothing of the shape; all others of a schema have the same one. */
function shapeOf(given: Schema): Shape {
  const schema = resolved(given);
  if (schema.properties !== undefined || schema.allOf !== undefined) return { fields: membersOf(schema) };
  const [alternative] = (schema.anyOf ?? []).filter(({ type }) => type !== 'null');
  if (alternative !== undefined) return shapeOf(alternative);
  if (schema.items !== undefined) return { elements: shapeOf(schema.items) };
  const kind = KINDS[String([schema.type].flat().find((type) => type !== 'null'))];
  if (kind === undefined) throw new Error(`The document gives a field no kind: ${JSON.stringify(given)}`);
  return kind;
}

/** No answer shows them, and to ask for one is no error. */
const PASSWORDS: Fields = { password: 'text', old_password: 'text' };

/** One entry per kind of answer, as the document describes it. */
export const shapes = {
  stagedUser: { fields: { ...fieldsOf('StagedUser').fields, ...PASSWORDS } },
  user: { fields: { ...fieldsOf('User').fields, ...PASSWORDS } },
  role: fieldsOf('Role'),
  userRole: fieldsOf('UserRole'),
  securityProfile: fieldsOf('SecurityProfile'),
  authorizedService: fieldsOf('AuthorizedService'),
  // Both resources' tasks are found under both paths.
  deleteTask: fieldsOf('DeleteTask', 'StagedDeleteTask'),
  dependentsTask: fieldsOf('DependentsTask'),
  dependent: fieldsOf('Dependent'),
  tenant: fieldsOf('Tenant'),
  locale: fieldsOf('Locale'),
  encoding: fieldsOf('Encoding'),
  about: fieldsOf('SystemAbout'),
  passwordPolicy: fieldsOf('PasswordPolicy'),
  passwordValidator: { fields: { ...fieldsOf('PasswordValidator').fields, ...PASSWORDS } },
  loginAttempt: fieldsOf('LoginAttempt'),
  endpoint: fieldsOf('EndpointDocument'),
  version: fieldsOf('VersionDocument'),
} as const satisfies Record<string, { readonly fields: Fields }>;
