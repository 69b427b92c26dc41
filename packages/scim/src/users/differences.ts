import type { AccountPatch } from '@rollcall/accounts';
import type { SystemContext } from '../context.js';
import { badRequest } from '../protocol/errors.js';
import type { JsonObject } from '../protocol/json.js';
import { sameName } from './read-user.js';
import { addressesOf, textAt, valuesOf } from './resource.js';

/**
 * What a vendor has to be told, so that `before` becomes `after`.
 *
 * @throws ScimError 400 mutability where the vendor cannot change it.
 */
export function differences(system: SystemContext, before: JsonObject, after: JsonObject): AccountPatch {
  const patch: { -readonly [Name in keyof AccountPatch]: AccountPatch[Name] } = {};
  const { accounts, mapping } = system;
  const { changeable } = accounts.capabilities;
  if (mapping.userName === 'login') {
    const [is, wanted] = [String(before.userName ?? ''), String(after.userName ?? '')];
    // A name that differs in case only is the same name, where the vendor keeps the one it has.
    if (wanted !== is && (changeable.includes('login') || !sameName(wanted, is))) {
      refuseImmutable(changeable.includes('login'), 'userName');
      patch.login = wanted;
    }
  }
  for (const { at, field } of mapping.texts) {
    const wanted = textAt(after, at) ?? '';
    if (wanted === (textAt(before, at) ?? '')) continue;
    refuseImmutable(changeable.includes(field), at.path);
    patch[field] = wanted;
  }
  const lists = [
    { field: 'addresses' as const, path: 'emails', read: (of: JsonObject) => addressesOf(of, mapping) },
    ...mapping.lists.map(({ at, field }) => ({
      field,
      path: at,
      read: (of: JsonObject) => valuesOf(of, at),
    })),
  ];
  for (const { field, path, read } of lists) {
    const wanted = read(after) ?? [];
    if (sameSet(wanted, read(before) ?? [])) continue;
    refuseImmutable(changeable.includes(field), path);
    patch[field] = wanted;
  }
  return patch;
}

function refuseImmutable(isChangeable: boolean, path: string): void {
  if (!isChangeable) throw badRequest('mutability', `${path} cannot be changed here.`);
}

const sameSet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((each) => other.includes(each));
