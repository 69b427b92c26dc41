import type { Account, NewAccount } from '@rollcall/accounts';
import type { SystemContext } from '../context.js';
import type { ListAttribute, ListField } from '../options.js';
import { entityTag } from '../protocol/etag.js';
import { isObject, type JsonObject } from '../protocol/json.js';
import type { AttributeRef } from '../protocol/schema/resolve.js';
import { USER_SCHEMA } from '../protocol/schema/user.js';
import type { PersonRecord } from '../store/store.js';
import { type Mapping, namesIn } from './mapping.js';

/** What SCIM calls an account. */
export const userNameOf = (
  { login, addresses: [address] }: Account,
  { mapping }: Pick<SystemContext, 'mapping'>,
): string => (mapping.userName === 'address' ? (address ?? login) : login);

/** What SCIM says of an account, without `id`, `meta` and `schemas`. */
export function resourceOf(
  account: Account,
  system: Pick<SystemContext, 'mapping'>,
  externalId?: string,
): JsonObject {
  const { addresses, state } = account;
  const { lists, texts } = system.mapping;
  const resource: JsonObject = {
    ...(externalId !== undefined && { externalId }),
    userName: userNameOf(account, system),
    // An account that has no state is there, and so it can be used.
    active: state !== 'disabled',
    // No vendor says what an address is for; the first one is the one that it writes to.
    ...(addresses.length > 0 && {
      emails: addresses.map((value, at) => ({ value, type: 'work', ...(at === 0 && { primary: true }) })),
    }),
  };
  for (const { at, field } of texts) {
    const text = account[field];
    if (text) putText(resource, at, text);
  }
  for (const { at, field } of lists) {
    const names = namesIn(account, field);
    if (names.length > 0) resource[at] = listAsValues(field, names);
  }
  return resource;
}

function putText(resource: JsonObject, { attribute, extension, sub }: AttributeRef, text: string): void {
  const within = (parent: JsonObject, name: string): JsonObject => {
    const child = parent[name];
    const object = isObject(child ?? null) ? (child as JsonObject) : {};
    parent[name] = object;
    return object;
  };
  const top = extension === undefined ? resource : within(resource, extension);
  if (sub) within(top, attribute.name)[sub.name] = text;
  else top[attribute.name] = text;
}

/** The text that stands at a place, or undefined. */
export function textAt(
  resource: JsonObject,
  { attribute, extension, sub }: AttributeRef,
): string | undefined {
  const read = (parent: unknown, name: string) =>
    isObject(parent as JsonObject) ? (parent as JsonObject)[name] : undefined;
  const top = read(extension === undefined ? resource : read(resource, extension), attribute.name);
  const value = sub ? read(top, sub.name) : top;
  return typeof value === 'string' ? value : undefined;
}

/** The names of a list of an account as the attribute that holds it has them. */
export const listAsValues = (field: ListField, names: readonly string[]): JsonObject[] =>
  field === 'roles' ? rolesAsValues(names) : asValues(names);

const asValues = (names: readonly string[]): JsonObject[] => [...new Set(names)].map((value) => ({ value }));

/** An only role is the primary one: Entra's single-role mapping looks for `roles[primary eq "True"]`. */
export function rolesAsValues(names: readonly string[]): JsonObject[] {
  const roles = asValues(names);
  return roles.length === 1 ? roles.map((each) => ({ ...each, primary: true })) : roles;
}

/** What a new account is made of; what the client left open is the configuration's. */
export function inputOf(
  resource: JsonObject,
  { accounts: { capabilities }, defaults, mapping }: Pick<SystemContext, 'accounts' | 'defaults' | 'mapping'>,
): NewAccount {
  const texts = mapping.texts.map(({ at, field }) => [field, textAt(resource, at)] as const);
  const lists = [
    ['addresses', addressesOf(resource, mapping)] as const,
    ...mapping.lists.map(({ at, field }) => [field, valuesOf(resource, at)] as const),
  ];
  return {
    ...defaults,
    ...(capabilities.creatable.includes('login') && { login: String(resource.userName) }),
    ...Object.fromEntries(texts.filter(([, value]) => value !== undefined)),
    ...Object.fromEntries(lists.filter(([, list]) => list !== undefined && list.length > 0)),
  };
}

/** The addresses, the primary one first, else the one for work. */
export function addressesOf(resource: JsonObject, { userName }: Mapping): string[] | undefined {
  if (userName === 'address') return [String(resource.userName)];
  if (!Array.isArray(resource.emails)) return undefined;
  const rank = (each: JsonObject) => (each.primary === true ? 0 : each.type === 'work' ? 1 : 2);
  const emails = resource.emails.filter(isObject).sort((one, other) => rank(one) - rank(other));
  return [...new Set(emails.flatMap(({ value }) => (typeof value === 'string' ? [value] : [])))];
}

/** The values of a multi-valued attribute. */
export function valuesOf(resource: JsonObject, name: ListAttribute): string[] | undefined {
  const list = resource[name];
  if (!Array.isArray(list)) return undefined;
  return list.flatMap((each) => (isObject(each) && typeof each.value === 'string' ? [each.value] : []));
}

/** A whole resource as clients see it. Its version says what it says, so that equal ones have the same. */
export function complete(id: string, resource: JsonObject, system: SystemContext, base: string): JsonObject {
  const extensions = Object.keys(resource).filter((name) => name.startsWith('urn:'));
  const content = { schemas: [USER_SCHEMA, ...extensions], id, ...resource };
  return {
    ...content,
    meta: {
      resourceType: 'User',
      location: `${base}${system.served.endpoint}/${id}`,
      version: entityTag(content),
    },
  };
}

/** What is shown of a person who was removed and may come back. */
export const removedResource = ({ data, externalId }: PersonRecord): JsonObject => ({
  ...((data?.resource ?? {}) as JsonObject),
  ...(externalId !== undefined && { externalId }),
  active: false,
});
