import type { Vendor } from '@rollcall/accounts';
import type { Answer, Ask } from './ask.js';
import type { Mark } from './mark.js';

/** What a look gave: what was seen, in words of our own, or why nothing could be. */
export type Look = { readonly seen: string } | { readonly open: string };

/** How one mark is settled by reading. */
export interface ReadingRule {
  readonly vendor: Vendor;
  readonly pointer: string;
  /** What the spec takes for true until a console has shown it, in the words in which `look` answers. */
  readonly says: string;
  look(ask: Ask, mark: Mark): Promise<Look>;
}

/** Makes the rules of one vendor: each by its mark's pointer, with what the spec says and how to look. */
export const rulesOf =
  (vendor: Vendor) =>
  (pointer: string, says: string, look: ReadingRule['look']): ReadingRule => ({
    vendor,
    pointer,
    says,
    look,
  });

/** Why a mark cannot be settled by reading. */
export interface UnreadableRule {
  readonly vendor: Vendor;
  readonly pointer: RegExp;
  readonly reason: string;
}

/** A name that no console has: what is asked of it must find nobody. */
export const NOBODY = 'rollcall-probe-nobody';

const MEDIA = ['application/json', 'text/plain', 'text/html', 'text/xml', 'application/xml'];

/** The media type, of those that the specs know: a header of the server is not repeated. */
export function mediaOf({ headers }: Answer): string {
  const [type = ''] = (headers.get('content-type') ?? '').split(';');
  if (type === '') return 'no media type';
  return MEDIA.find((known) => known === type.trim().toLowerCase()) ?? 'another media type';
}

/** The kind of a JSON value, never the value. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'absent';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Entries of a JSON list. */
export function entriesOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((each) => kindOf(each) === 'object') : [];
}

/** A status that says nothing of the mark: not served here, not allowed, throttled, broken. */
export function unable({ status }: Answer): Look | undefined {
  if (status === 404) return { open: 'this console does not serve it (404)' };
  if (status === 401 || status === 403) return { open: `the credential may not read it (${status})` };
  if (status === 429 || status >= 500) return { open: `no answer worth reading (${status}); run it again` };
  return undefined;
}

/** The kind of the first value of a field that is not null, over entries of a list. */
export function kindIn(entries: readonly Record<string, unknown>[], field: string): Look {
  const value = entries.map((entry) => entry[field]).find((each) => each !== undefined && each !== null);
  return value === undefined ? { open: 'no entry that was read has it' } : { seen: kindOf(value) };
}
