import type { AccountPatch } from '@rollcall/accounts';
import type { SystemContext } from '../context.js';
import { badRequest } from '../protocol/errors.js';
import { isObject, type JsonObject } from '../protocol/json.js';
import { sameName } from './read-user.js';
import { addressesOf, valuesOf } from './resource.js';

/**
 * What a vendor has to be told, so that `before` becomes `after`.
 *
 * @throws ScimError 400 mutability where the vendor cannot change it.
 */
export function differences(system: SystemContext, before: JsonObject, after: JsonObject): AccountPatch {
  const patch: { -readonly [Name in keyof AccountPatch]: AccountPatch[Name] } = {};
  const { capabilities } = system.accounts;
  const { changeable, creatable } = capabilities;
  const text = (field: 'login' | 'displayName' | 'givenName' | 'familyName', path: string) => {
    const wanted = textAt(after, path);
    if (wanted === textAt(before, path)) return;
    // A name that differs in case only is the same name, where the vendor keeps the one it has.
    if (field === 'login' && !changeable.includes(field) && sameName(wanted, textAt(before, path))) return;
    refuseImmutable(changeable.includes(field), path);
    patch[field] = wanted;
  };
  const list = (field: 'addresses' | 'roles' | 'tags', path: string, read: (of: JsonObject) => string[]) => {
    const wanted = read(after);
    if (sameSet(wanted, read(before))) return;
    refuseImmutable(changeable.includes(field), path);
    patch[field] = wanted;
  };
  if (creatable.includes('login')) text('login', 'userName');
  text('displayName', 'displayName');
  text('givenName', 'name.givenName');
  text('familyName', 'name.familyName');
  list('addresses', 'emails', (of) => addressesOf(of, capabilities) ?? []);
  list('roles', 'roles', (of) => valuesOf(of, 'roles') ?? []);
  list('tags', 'entitlements', (of) => valuesOf(of, 'entitlements') ?? []);
  return patch;
}

function refuseImmutable(isChangeable: boolean, path: string): void {
  if (!isChangeable) throw badRequest('mutability', `${path} cannot be changed here.`);
}

function textAt(resource: JsonObject, path: string): string {
  const [first = '', sub] = path.split('.');
  const top = resource[first];
  const value = sub === undefined ? top : isObject(top) ? top[sub] : undefined;
  return typeof value === 'string' ? value : '';
}

const sameSet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((each) => other.includes(each));
