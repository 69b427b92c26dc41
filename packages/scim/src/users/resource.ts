import type { Account, Capabilities, NewAccount } from '@rollcall/accounts';
import type { SystemContext } from '../context.js';
import { entityTag } from '../protocol/etag.js';
import { isObject, type JsonObject } from '../protocol/json.js';
import { USER_SCHEMA } from '../protocol/schema/user.js';
import type { PersonRecord } from '../store/store.js';

/** Whether people are called by their address, because the vendor makes the login itself: Qualys. */
const namedByAddress = ({ creatable }: Capabilities): boolean => !creatable.includes('login');

/** What SCIM calls an account. */
export const userNameOf = ({ login, addresses: [address] }: Account, capabilities: Capabilities): string =>
  namedByAddress(capabilities) ? (address ?? login) : login;

/** What SCIM says of an account, without `id`, `meta` and `schemas`. */
export function resourceOf(account: Account, capabilities: Capabilities, externalId?: string): JsonObject {
  const { displayName, givenName, familyName, addresses, roles, tags, state } = account;
  const name = { ...(givenName && { givenName }), ...(familyName && { familyName }) };
  return {
    ...(externalId !== undefined && { externalId }),
    userName: userNameOf(account, capabilities),
    ...(Object.keys(name).length > 0 && { name }),
    ...(displayName && { displayName }),
    // An account that has no state is there, and so it can be used.
    active: state !== 'disabled',
    // No vendor says what an address is for; the first one is the one that it writes to.
    ...(addresses.length > 0 && {
      emails: addresses.map((value, at) => ({ value, type: 'work', ...(at === 0 && { primary: true }) })),
    }),
    ...(roles && roles.length > 0 && { roles: rolesAsValues(roles.map((role) => role.name)) }),
    ...(tags && tags.length > 0 && { entitlements: tags.map((tag) => ({ value: tag.name })) }),
  };
}

/** An only role is the primary one: Entra's single-role mapping looks for `roles[primary eq "True"]`. */
export function rolesAsValues(names: readonly string[]): JsonObject[] {
  const roles = [...new Set(names)];
  return roles.map((value): JsonObject => (roles.length === 1 ? { value, primary: true } : { value }));
}

/** What a new account is made of; what the client left open is the configuration's. */
export function inputOf(
  resource: JsonObject,
  capabilities: Capabilities,
  defaults: Partial<NewAccount> = {},
): NewAccount {
  const name = isObject(resource.name) ? resource.name : {};
  const texts = { displayName: resource.displayName, givenName: name.givenName, familyName: name.familyName };
  const lists = {
    addresses: addressesOf(resource, capabilities),
    roles: valuesOf(resource, 'roles'),
    tags: valuesOf(resource, 'entitlements'),
  };
  return {
    ...defaults,
    ...(!namedByAddress(capabilities) && { login: String(resource.userName) }),
    ...Object.fromEntries(Object.entries(texts).filter(([, value]) => typeof value === 'string')),
    ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list !== undefined && list.length > 0)),
  };
}

/** The addresses, the primary one first, else the one for work. */
export function addressesOf(resource: JsonObject, capabilities: Capabilities): string[] | undefined {
  if (namedByAddress(capabilities)) return [String(resource.userName)];
  if (!Array.isArray(resource.emails)) return undefined;
  const rank = (each: JsonObject) => (each.primary === true ? 0 : each.type === 'work' ? 1 : 2);
  const emails = resource.emails.filter(isObject).sort((one, other) => rank(one) - rank(other));
  return [...new Set(emails.flatMap(({ value }) => (typeof value === 'string' ? [value] : [])))];
}

/** The values of a multi-valued attribute. */
export function valuesOf(resource: JsonObject, name: 'roles' | 'entitlements'): string[] | undefined {
  const list = resource[name];
  if (!Array.isArray(list)) return undefined;
  return list.flatMap((each) => (isObject(each) && typeof each.value === 'string' ? [each.value] : []));
}

/** A whole resource as clients see it. Its version says what it says, so that equal ones have the same. */
export function complete(id: string, resource: JsonObject, system: SystemContext, base: string): JsonObject {
  const content = { schemas: [USER_SCHEMA], id, ...resource };
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
