import type { ServiceResponse, User } from '@rollcall/qualys-saq/sdk';
import type { ProtocolError } from '../errors.js';
import { protocolError } from '../http/errors/protocol-error.js';
import type { Result } from '../http/types.js';
import { readDocument } from './connect.js';
import type { SaqWritten } from './each-user.js';

/** An answer that carries users: `count`, where it is given, must agree with them. */
export async function readUsers(answer: Result): Promise<ServiceResponse> {
  const document = await readDocument(answer);
  if (document.count !== undefined && document.count !== document.data.length) {
    throw protocolError(
      answer.call,
      answer.response,
      `count says ${document.count} users, ${document.data.length} came`,
    );
  }
  return document;
}

export const byId = ({ id }: User): unknown => id;

/**
 * The users of an answer in the order in which they were sent, each of them once; one that the answer does not name gets an
 * error of its own.
 * @throws ProtocolError when the answer names somebody else, or nobody that was sent.
 */
export async function matched(
  answer: Result,
  wanted: readonly unknown[],
  keyOf: (user: User) => unknown,
): Promise<SaqWritten[]> {
  const { data } = await readUsers(answer);
  const left = new Map<string, User[]>();
  for (const user of data) {
    const key = keyText(keyOf(user));
    left.set(key, [...(left.get(key) ?? []), user]);
  }
  const found = wanted.map((key) => left.get(keyText(key))?.shift());
  const missing = wanted.filter((_, at) => found[at] === undefined);
  const hasOthers = data.length > wanted.length - missing.length;
  const none = missing.length === wanted.length;
  if (hasOthers || none) throw unconfirmed(answer, wanted.length, data.length, missing);
  return found.map((user, at) =>
    user ? { user } : { error: unconfirmed(answer, wanted.length, data.length, [wanted[at]]) },
  );
}

function unconfirmed(
  { call, response }: Result,
  sent: number,
  came: number,
  missing: readonly unknown[],
): ProtocolError {
  const named = missing.slice(0, 5).map(String).join(', ');
  return protocolError(
    call,
    response,
    `${sent} users were sent, the answer has ${came}${missing.length > 0 ? `, and not ${named}` : ''}`,
  );
}

/** Ids are digits with or without zeros in front, addresses are compared in any case of letters. */
export function keyText(key: unknown): string {
  const text = String(key ?? '')
    .trim()
    .toLowerCase();
  return /^[0-9]{1,19}$/.test(text) ? BigInt(text).toString() : text;
}

/** The one user of an answer, which must be the one that was asked for. */
export async function single(answer: Result, id: string): Promise<User> {
  return (await matched(answer, [id], byId))[0]?.user as User;
}
