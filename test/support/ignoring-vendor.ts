import { createIq } from '@rollcall/facade/iq';
import { createQlik } from '@rollcall/facade/qlik';
import { createQRadar } from '@rollcall/facade/qradar';
import { createQualysSaq } from '@rollcall/facade/qualys-saq';
import { inputFields as iqFields, normalForms as iqForms } from '@rollcall/iq';
import { inputFields as qlikFields, normalForms as qlikForms } from '@rollcall/qlik';
import { inputFields as qradarFields, normalForms as qradarForms } from '@rollcall/qradar';
import { normalForms as saqForms, userCreateSchema, userUpdateSchema } from '@rollcall/qualys-saq';
import { type RefusingServer, refusingServer } from './refusing-server.js';
import { saqUsers } from './saq-answers.js';

type Fields = Record<string, unknown>;
type Forms = Readonly<Record<string, { readonly forms: readonly string[] }>>;
type Options = { readonly verify?: boolean };

/** One write of a vendor, of whose fields a server can ignore one. */
export interface IgnorableWrite {
  readonly name: string;
  /** Every field that the spec lets the write have, and what is asked of it here. */
  readonly asked: Fields;
  /** What the record held before. */
  readonly before: Fields;
  readonly forms: Forms;
  /** True where the vendor answers nothing: only `verify` tells. */
  readonly isSilent: boolean;
  /** By which a creation is recognised: another one answered is no ignored field, but another record. */
  readonly identity?: string;
  /** Fields that the verb itself refuses. */
  readonly refused: readonly string[];
  send(url: string, asked: Fields, options: Options): Promise<unknown>;
}

const RETRY = { retry: false } as const;
const qradarAt = (baseUrl: string) =>
  createQRadar({ baseUrl, auth: { secToken: 'a-sec-token' }, resources: 'guide', ...RETRY });
const iqAt = (baseUrl: string) =>
  createIq({ baseUrl, auth: { username: 'admin', password: 'a-password' }, ...RETRY }).users;
const qlikAt = (baseUrl: string) => createQlik({ baseUrl, auth: { apiKey: 'an-api-key' }, ...RETRY }).users;
const saqAt = (baseUrl: string) =>
  createQualysSaq({ baseUrl, auth: { username: 'api', password: 'a-password' }, ...RETRY }).users;

/** A value of a field's kind: `turn` tells what was there from what is asked. */
function sampleOf(field: string, kind: string, turn: 'before' | 'asked'): unknown {
  const isAsked = turn === 'asked';
  if (field === 'locale_id' || field === 'preferredLocale') return isAsked ? 'de-CH' : 'sq-AL';
  if (/mail/i.test(field)) return isAsked ? 'New@example.com' : 'old@example.com';
  // 0 is how a console says that a session never ends.
  if (field === 'inactivity_timeout') return isAsked ? 1_200_000 : 0;
  if (kind === 'number') return isAsked ? 2 : 1;
  if (kind === 'boolean') return isAsked;
  if (kind === 'object') return { id: isAsked ? 2 : 1 };
  if (kind === 'array')
    return field === 'roles' ? [isAsked ? 'Developer' : 'Viewer'] : [{ id: isAsked ? 'b' : 'a' }];
  return isAsked ? `new ${field}` : `old ${field}`;
}

function valuesOf(fields: Readonly<Record<string, string>>, turn: 'before' | 'asked'): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([field, kind]) => [field, sampleOf(field, kind, turn)]),
  );
}

type Given = Pick<IgnorableWrite, 'name' | 'forms' | 'send'> & Partial<IgnorableWrite>;

function write(fields: Readonly<Record<string, string>>, given: Given): IgnorableWrite {
  const [asked, before] = [valuesOf(fields, 'asked'), valuesOf(fields, 'before')];
  return { asked, before, isSilent: false, refused: [], ...given };
}

const saqFieldsOf = (schema: typeof userCreateSchema) =>
  Object.fromEntries(
    schema.elements.map(({ name }) => [name, 'string']).filter(([name]) => name !== 'tags' && name !== 'id'),
  );

const QLIK_PATCH = {
  name: 'string',
  email: 'string',
  status: 'string',
  assignedRoles: 'array',
  assignedGroups: 'array',
  preferredZoneinfo: 'string',
  preferredLocale: 'string',
};

export const IGNORABLE_WRITES: readonly IgnorableWrite[] = [
  write(qradarFields.createUser, {
    name: 'QRadar users.create',
    forms: qradarForms.UserCreate,
    identity: 'username',
    send: (url, asked, options) => qradarAt(url).users.create(asked as never, options),
  }),
  write(qradarFields.updateUser, {
    name: 'QRadar users.update',
    forms: { ...qradarForms.UserUpdate, ...qradarForms.DeployedUserUpdate },
    send: (url, asked, options) => qradarAt(url).users.update(7, asked as never, options),
  }),
  write(qradarFields.createStagedUser, {
    name: 'QRadar staged.users.create',
    forms: qradarForms.StagedUserCreate,
    send: (url, asked, options) => qradarAt(url).staged.users.create(asked as never, options),
  }),
  write(qradarFields.updateStagedUser, {
    name: 'QRadar staged.users.update',
    forms: qradarForms.StagedUserUpdate,
    send: (url, asked, options) => qradarAt(url).staged.users.update(7, asked as never, options),
  }),
  write(qradarFields.createAuthorizedService, {
    name: 'QRadar authorizedServices.create',
    forms: qradarForms.AuthorizedServiceCreate,
    send: (url, asked, options) => qradarAt(url).authorizedServices.create(asked as never, options),
  }),
  write(qradarFields.updateAuthorizedService, {
    name: 'QRadar authorizedServices.update',
    forms: qradarForms.AuthorizedServiceUpdate,
    send: (url, asked, options) => qradarAt(url).authorizedServices.update(7, asked as never, options),
  }),
  write(iqFields.createUser, {
    name: 'IQ users.create',
    forms: iqForms.UserCreate,
    isSilent: true,
    identity: 'username',
    send: (url, asked, options) => iqAt(url).create(asked as never, options),
  }),
  write(iqFields.updateUser, {
    name: 'IQ users.update',
    forms: iqForms.UserUpdate,
    refused: ['username', 'password', 'realm'],
    send: (url, asked, options) => iqAt(url).update('old username', asked as never, options),
  }),
  write(qlikFields.createUser, {
    name: 'Qlik users.create',
    forms: qlikForms.UserCreate,
    identity: 'subject',
    send: (url, asked, options) => qlikAt(url).create(asked as never, options),
  }),
  write(QLIK_PATCH, {
    name: 'Qlik users.update',
    forms: qlikForms.PatchOperation,
    isSilent: true,
    send: (url, asked, options) => qlikAt(url).update('7', asked as never, options),
  }),
  write(saqFieldsOf(userCreateSchema), {
    name: 'Qualys users.create',
    forms: saqForms.ServiceRequestXml,
    identity: 'emailAddress',
    send: (url, asked, options) => saqAt(url).create(asked as never, options),
  }),
  write(saqFieldsOf(userUpdateSchema), {
    name: 'Qualys users.update',
    forms: saqForms.ServiceRequestXml,
    send: (url, asked, options) => saqAt(url).update('7', asked as never, options),
  }),
];

/** How a field is ignored: it keeps what it held, or no answer mentions it; or it is set and the answer to the write leaves it out. */
export type Ignoring = 'keeps' | 'leaves out' | 'leaves out once';

/** A vendor that does what it is asked, but for one field; answers as the vendor of the write does. */
export function ignoringVendor(
  { before, isSilent }: IgnorableWrite,
  ignored: string | undefined,
  how: Ignoring,
): Promise<RefusingServer> {
  let record: Fields = { id: 7, ...before };
  const view = (isWrite: boolean) => {
    const shown = { ...record, password: undefined, old_password: undefined };
    const isLeftOut = how === 'leaves out' || (how === 'leaves out once' && isWrite);
    return ignored && isLeftOut ? { ...shown, [ignored]: undefined } : shown;
  };
  return refusingServer(async (url, { method = 'GET', body }) => {
    const isXml = url.includes('/qps/');
    const isWrite = method !== 'GET' && !url.includes('/get/');
    if (isWrite && body) {
      const asked = isXml ? fieldsOfXml(String(body)) : fieldsOfJson(String(body));
      const isIgnored = ignored !== undefined && how !== 'leaves out once';
      const kept = isIgnored ? { [ignored]: before[ignored] } : {};
      record = { ...record, ...asked, ...kept };
    }
    if (isXml)
      return new Response(saqUsers([textsOf(view(isWrite))]), { headers: { 'content-type': 'text/xml' } });
    if (isWrite && isSilent) return new Response(null, { status: 204 });
    const isCreate = method === 'POST' && !/\/\d+$/.test(url);
    const id = url.includes('/api/v1/') ? '7' : 7;
    return Response.json({ ...view(isWrite), id }, { status: isCreate ? 201 : 200 });
  });
}

/** A body of one object, or the operations of a JSON Patch. */
function fieldsOfJson(text: string): Fields {
  const body = JSON.parse(text) as Fields | { path: string; value: unknown }[];
  if (!Array.isArray(body)) return body;
  return Object.fromEntries(body.map(({ path, value }) => [path.slice(1), value]));
}

function fieldsOfXml(text: string): Fields {
  const user = /<User>([\s\S]*)<\/User>/.exec(text)?.[1] ?? '';
  return Object.fromEntries(
    [...user.matchAll(/<(\w+)>([^<]*)<\/\1>/g)].map(([, name, value]) => [name, value]),
  );
}

function textsOf(fields: Fields): Record<string, string> {
  const named = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(named.map(([name, value]) => [name, String(value)]));
}
