import type { Account, Capabilities, Named } from '@rollcall/accounts';
import { roleWords } from '@rollcall/accounts';
import type { AttributeMapping, Grouping, ListAttribute, ListField, TextField } from '../options.js';
import { type AttributeRef, resolveAttribute } from '../protocol/schema/resolve.js';
import { userType } from '../protocol/schema/resource-types.js';

/** Where the fields of an account stand in a User. */
export interface Mapping {
  readonly userName: 'login' | 'address';
  readonly texts: readonly { readonly field: TextField; readonly at: AttributeRef }[];
  readonly lists: readonly { readonly field: ListField; readonly at: ListAttribute }[];
}

const TEXTS: Readonly<Record<TextField, string>> = {
  displayName: 'displayName',
  givenName: 'name.givenName',
  familyName: 'name.familyName',
};
const LISTS: Readonly<Record<ListField, ListAttribute>> = {
  roles: 'roles',
  tags: 'entitlements',
  groups: 'entitlements',
};
/** What the bridge itself needs, or never takes from a client. */
const NOT_FOR_TEXTS = new Set(['userName', 'externalId', 'id', 'password']);

/**
 * The mapping of one system: the default, and what the configuration says otherwise.
 *
 * @throws TypeError for a field that the vendor lacks, an attribute that cannot hold it, one attribute for two fields,
 *   and a field that an account needs and that nothing would fill.
 */
export function settleMapping(
  name: string,
  capabilities: Capabilities,
  given: AttributeMapping = {},
  { defaults = {}, grouping }: { defaults?: object; grouping?: Grouping | undefined } = {},
): Mapping {
  const { creatable, required, rolesApart } = capabilities;
  const refuse = (what: string) => new TypeError(`${name}: mapping.${what}`);
  const placeOf = <F extends TextField | ListField>(field: F, usual: string, isUsual: boolean) => {
    const wanted = given[field];
    if (creatable.includes(field)) return wanted ?? (isUsual ? usual : 'none');
    if (wanted === undefined || wanted === 'none') return 'none';
    throw refuse(`${field} is ${wanted}, and an account of ${name} has no such field: take it out.`);
  };
  const texts = keysOf(TEXTS).flatMap((field) => {
    const path = placeOf(field, TEXTS[field], true);
    return path === 'none' ? [] : [{ field, at: textAttribute(path, field, refuse) }];
  });
  const lists = keysOf(LISTS).flatMap((field) => {
    // A read of roles that are kept apart takes more calls, and Qlik's groups are the identity provider's own mostly.
    const isUsual = field === grouping || field === 'tags' || (field === 'roles' && !rolesApart);
    const at = placeOf(field, LISTS[field], isUsual);
    return at === 'none' ? [] : [{ field, at: at as ListAttribute }];
  });
  const mapping = { userName: userNameFrom(given, creatable, refuse), texts, lists };
  refuseTwice(mapping, refuse);
  for (const field of keysOf({ ...TEXTS, ...LISTS })) {
    const isMapped = [...texts, ...lists].some((each) => each.field === field);
    if (required.includes(field) && !isMapped && !(field in defaults)) {
      throw refuse(
        `${field} is none, and a new account of ${name} needs it: map it, or give it in defaults.`,
      );
    }
    if (field === grouping && !isMapped) {
      throw refuse(`${field} is none, and ${field} are served as Groups: map it to roles or entitlements.`);
    }
  }
  return mapping;
}

type Refuse = (what: string) => TypeError;

function userNameFrom(
  { userName }: AttributeMapping,
  creatable: Capabilities['creatable'],
  refuse: Refuse,
): Mapping['userName'] {
  if (!creatable.includes('login')) {
    if (userName === 'login') throw refuse('userName is login, and this vendor makes the login itself.');
    return 'address';
  }
  return userName ?? 'login';
}

function textAttribute(path: string, field: TextField, refuse: Refuse): AttributeRef {
  const at = resolveAttribute(userType, path);
  const leaf = at?.sub ?? at?.attribute;
  const holds = leaf?.type === 'string' && !leaf.multiValued && !at?.attribute.multiValued;
  if (!at || !holds || leaf.mutability !== 'readWrite' || NOT_FOR_TEXTS.has(at.path)) {
    throw refuse(
      `${field} is ${path}, which is no attribute of one text that can be written, such as title.`,
    );
  }
  return at;
}

function refuseTwice({ texts, lists }: Mapping, refuse: Refuse): void {
  const taken = new Map<string, string>();
  for (const { at, field } of [...texts, ...lists]) {
    const path = typeof at === 'string' ? at : at.path;
    const other = taken.get(path);
    if (other)
      throw refuse(`${field} and mapping.${other} are both ${path}: an attribute holds one of them.`);
    taken.set(path, field);
  }
}

/** Where a list of an account stands; undefined: nowhere. */
export const placeOf = ({ lists }: Mapping, field: ListField): ListAttribute | undefined =>
  lists.find((each) => each.field === field)?.at;

/** The same for a list that the configuration builds on: that it stands somewhere was seen to at the start. */
export const placeNeeded = (mapping: Mapping, field: ListField): ListAttribute =>
  placeOf(mapping, field) ?? LISTS[field];

/** The names in a list of an account, in the words that a change takes. */
export function namesIn(account: Account, field: ListField): string[] {
  if (field === 'roles') return (account.roles ?? []).map(roleWords);
  const list: readonly Named[] = account[field] ?? [];
  return list.map(({ name }) => name);
}

const keysOf = <Key extends string>(object: Readonly<Record<Key, unknown>>): Key[] =>
  Object.keys(object) as Key[];
