import { isDeepStrictEqual } from 'node:util';
import type { Account } from '@rollcall/accounts';

/**
 * The fields in which an account is not as it was planned for; empty when it is the same. Tokens are compared when they
 * were read for the plan: a removal revokes them, and one that goes on has perhaps done so already (`begun`).
 */
export function changedFields(before: Account, now: Account, begun: boolean): string[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(now)] as (keyof Account)[]);
  return [...fields].filter((field) => {
    if (field === 'tokens' && (begun || before.tokens === undefined)) return false;
    if (field === 'tokens') {
      const ids = ({ tokens = [] }: Account) => tokens.map(({ id }) => id).sort();
      return !isDeepStrictEqual(ids(before), ids(now));
    }
    return !isDeepStrictEqual(before[field], now[field]);
  });
}
