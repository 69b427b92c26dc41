import { expect, it } from 'vitest';
import type { Operation } from '../support/spec-document.js';
import { successOf } from './answers.js';
import type { Call } from './call.js';

/** Each way to sign in that the spec names is enough on its own, and none is not. */
export function testCredentials(operation: Operation, call: Call): void {
  for (const security of operation.securitySchemes) {
    it(`${operation.id} is answered with ${security.name} alone`, async () => {
      const success = successOf(operation);
      const { response } = await call(operation, { ...success, security });
      expect(response.status).toBe(success.code);
    });
  }

  it(`${operation.id} without credentials is answered 401`, async () => {
    const { response } = await call(operation, { ...successOf(operation), security: null });
    expect(response.status).toBe(401);
  });
}
