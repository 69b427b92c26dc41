import type { RequestContext } from '../context.js';
import { isObject, type JsonObject } from '../protocol/json.js';
import { sameName } from './read-user.js';

/**
 * Where people are called by their address, `userName` is all that is said about addresses: another one that a client wants
 * has no place, and the audit line names it.
 */
export function noteOtherAddresses(
  { note, system }: RequestContext,
  before: JsonObject,
  next: JsonObject,
): void {
  if (system.mapping.userName !== 'address') return;
  const known = valuesIn(before);
  const isOther = (value: string) => !known.includes(value) && !sameName(value, String(next.userName));
  if (valuesIn(next).some(isOther)) note.leftOut = [...(note.leftOut ?? []), 'emails'];
}

const valuesIn = ({ emails }: JsonObject): string[] =>
  (Array.isArray(emails) ? emails : []).flatMap((each) =>
    isObject(each) && typeof each.value === 'string' ? [each.value] : [],
  );
