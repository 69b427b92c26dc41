import { expect, it } from 'vitest';
import type { Operation } from '../support/spec-document.js';
import { successOf } from './answers.js';
import type { Call } from './call.js';
import { expectRefusal } from './refusal.js';

/** Every named request example is accepted; no body, or one of the wrong kind, is refused. */
export function testBodies(operation: Operation, call: Call): void {
  const { body } = operation;
  if (!body) return; // nothing to send

  for (const { name, value } of body.examples) {
    it(`${operation.id} accepts the request example "${name}"`, async () => {
      const success = successOf(operation);
      const { request, response } = await call(operation, { ...success, body: value });
      expect(response.status).toBe(success.code);
      expect(request.headers.get('content-type')).toBe(body.mediaType);
    });
  }

  if (body.required) {
    it(`${operation.id} without a body is refused`, async () => {
      expectRefusal(operation, await call(operation, { ...successOf(operation), body: null }));
    });
  }
  if (body.mediaType === 'application/json') {
    it(`${operation.id} with a number for a body is refused`, async () => {
      expectRefusal(operation, await call(operation, { ...successOf(operation), body: 42 }));
    });
  }
}
