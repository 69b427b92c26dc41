import type { Qlik } from '@rollcall/facade/qlik';
import type { Token } from '../account.js';
import { present } from '../shared/present.js';
import type { CallControl } from '../system.js';

/** Live API keys by the user that they act as; only that user's when `owner` is given. */
export async function readKeys(qlik: Qlik, call: CallControl, owner?: string): Promise<Map<string, Token[]>> {
  const byUser = new Map<string, Token[]>();
  const query = owner === undefined ? {} : { sub: owner };
  for await (const { description, expiry, id, status, sub } of qlik.apiKeys.list(query, call)) {
    // A key that is revoked or has expired stays in the list (qlik.dev).
    if (status !== 'active') continue;
    const key: Token = { kind: 'api-key', id, ...present({ name: description, expiresAt: expiry }) };
    byUser.set(sub, [...(byUser.get(sub) ?? []), key]);
  }
  return byUser;
}
