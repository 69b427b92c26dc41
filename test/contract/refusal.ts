import { expect } from 'vitest';
import type { Result } from '../support/spec-call.js';
import type { Operation } from '../support/spec-document.js';

/**
 * Prism answers a request that breaks the spec with 422, or 400 where the spec has no 422, in the vendor's own words
 * if the spec has any. The same call without the one fault is accepted in another test.
 */
export function expectRefusal(operation: Operation, { response }: Result): void {
  const documented = ['422', '400'].find((code) => operation.codes.includes(code));
  expect(response.status).toBe(Number(documented ?? 422));
}
