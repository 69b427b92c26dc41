import { InvalidInputError } from '../errors.js';
import { ABSENT, createDigest, DIGEST_LENGTH, type Digest, newSalt } from './digest.js';
import type { Snapshot } from './types.js';

export type Key = string | number;

/** What a feed knows of the list. */
export interface State {
  readonly salt: string;
  readonly check: string;
  readonly digest: Digest;
  /** Field names by position; it only grows. */
  readonly fields: string[];
  counted: boolean;
  readonly records: Map<Key, string>;
  readonly missing: Map<Key, number>;
}

const CHECK_TEXT = 'rollcall';

export async function newState(digestKey: string | undefined): Promise<State> {
  const salt = newSalt();
  const digest = await createDigest(salt, digestKey);
  const check = await digest(CHECK_TEXT);
  return { salt, check, digest, fields: [], counted: false, records: new Map(), missing: new Map() };
}

/** @throws InvalidInputError for anything that is no snapshot of ours, and for another digestKey. */
export async function readSnapshot(snapshot: Snapshot, digestKey: string | undefined): Promise<State> {
  if (!isSnapshot(snapshot)) {
    throw new InvalidInputError(
      'since is no snapshot of a feed (version 1); start without it, or with the one before',
    );
  }
  const { salt, check, fields, counted, records, missing } = snapshot;
  const digest = await createDigest(salt, digestKey);
  if ((await digest(CHECK_TEXT)) !== check) {
    throw new InvalidInputError('digestKey is not the one that the snapshot in since was made with');
  }
  return {
    salt,
    check,
    digest,
    fields: [...fields],
    counted,
    records: new Map(records),
    missing: new Map(missing),
  };
}

export function toSnapshot({
  salt,
  check,
  fields,
  counted,
  records,
  missing,
}: Omit<State, 'digest'>): Snapshot {
  return {
    version: 1,
    salt,
    check,
    fields: [...fields],
    counted,
    records: [...records],
    missing: [...missing],
  };
}

/**
 * Digests of one record: of the whole, then of each field at its place. The key goes into each, so that nobody sees
 * which records share a value.
 */
export async function digestRecord(
  state: Pick<State, 'digest' | 'fields'>,
  key: Key,
  whole: string,
  values: ReadonlyMap<string, string>,
): Promise<string> {
  for (const name of values.keys()) if (!state.fields.includes(name)) state.fields.push(name);
  const digests = await Promise.all(
    state.fields.map((name) => {
      const value = values.get(name);
      return value === undefined ? ABSENT : state.digest(`${key} ${name} ${value}`);
    }),
  );
  return whole + digests.join('');
}

/** Names of the fields in which two records differ. A record that is older than a field does not have it. */
export function changedFields(fields: readonly string[], before: string, after: string): string[] {
  return fields.filter((_, at) => fieldDigest(before, at) !== fieldDigest(after, at)).sort();
}

function fieldDigest(record: string, at: number): string {
  return record.slice((at + 1) * DIGEST_LENGTH, (at + 2) * DIGEST_LENGTH) || ABSENT;
}

function isSnapshot(value: unknown): value is Snapshot {
  const { version, salt, check, fields, counted, records, missing } = (value ?? {}) as Record<
    string,
    unknown
  >;
  return (
    version === 1 &&
    typeof salt === 'string' &&
    typeof check === 'string' &&
    typeof counted === 'boolean' &&
    isListOf(fields, (field) => typeof field === 'string') &&
    isListOf(records, (record) => isPair(record) && typeof record[1] === 'string') &&
    isListOf(missing, (record) => isPair(record) && typeof record[1] === 'number')
  );
}

function isListOf(value: unknown, check: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(check);
}

function isPair(value: unknown): value is [Key, unknown] {
  return Array.isArray(value) && value.length === 2 && ['string', 'number'].includes(typeof value[0]);
}
