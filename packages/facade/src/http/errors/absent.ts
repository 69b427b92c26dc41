import { HttpError } from '../../errors.js';

/** True for a body that is a page of HTML, which no vendor answers to a call of its API. An error in XML is none. */
export function isWebPage(body: unknown): boolean {
  if (typeof body !== 'string' || !/^\s*</.test(body)) return false;
  return !/^\s*<\?xml\b/i.test(body) || /<(?:!doctype html|html)\b/i.test(body);
}

/**
 * True for a vendor's refusal with one of these statuses. A web page with one is the answer of a proxy or of another
 * application, and says nothing of what the vendor has.
 */
export function isRefusedWith(error: unknown, statuses: ReadonlySet<number>): error is HttpError {
  return error instanceof HttpError && statuses.has(error.status) && !isWebPage(error.body);
}

const ABSENT: ReadonlySet<number> = new Set([404]);

/** True for a vendor's refusal of what is not there (any more); a 410 says that the operation is gone (IBM overview). */
export function isAbsent(error: unknown): boolean {
  return isRefusedWith(error, ABSENT);
}

/** What was read, or undefined where there is no such thing. */
export async function orNone<Item>(read: () => Promise<Item>): Promise<Item | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** Deletes a thing; that it is gone already is as good, and told by false. */
export async function deleteOrAbsent(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}
