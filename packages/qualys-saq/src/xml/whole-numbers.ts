import type { ScalarSchema } from '../gen/saq.schema.gen.js';

/** What is wrong with the size of a number, if anything. */
export function outOfRange(digits: bigint, { scalar, min, max }: ScalarSchema): string | undefined {
  if (scalar === 'long') return BigInt.asIntN(64, digits) === digits ? undefined : 'wider than 64 bits';
  const least = min ?? Number.MIN_SAFE_INTEGER;
  const most = max ?? Number.MAX_SAFE_INTEGER;
  return digits >= least && digits <= most ? undefined : `not between ${least} and ${most}`;
}
