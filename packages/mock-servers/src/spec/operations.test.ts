import validator from '@stoplight/prism-http/dist/validator/index.js';
import { describe, expect, it } from 'vitest';
import { VENDORS } from '../vendor/vendors.js';
import type { Operation } from './operation.js';
import { operationsOf } from './operations.js';
import { createRouter } from './router.js';

const JSON_TEXT = 'application/json';

/** Prism says nothing about a schema that it cannot compile and lets everything pass: 42 is in no schema. */
describe('the operations of the documents', () => {
  describe.each(VENDORS)('%s', (vendor) => {
    it('every JSON request body of the document is really validated', () => {
      const unchecked = operationsOf(vendor).filter((operation) => {
        const contents = operation.request?.body?.contents ?? [];
        if (!contents.some(({ mediaType }) => mediaType === JSON_TEXT)) return false;
        return (
          validator.validateInput({ resource: operation, element: { ...element(operation), body: 42 } })
            ._tag === 'Right'
        );
      });
      expect(unchecked.map(({ iid }) => iid)).toEqual([]);
    });

    it('every JSON response body of the document is really validated', () => {
      const unchecked: string[] = [];
      for (const operation of operationsOf(vendor)) {
        for (const { code, contents = [] } of operation.responses) {
          if (!contents.some(({ mediaType }) => mediaType === JSON_TEXT)) continue;
          const statusCode = code === 'default' ? 599 : Number(code);
          const answer = { statusCode, headers: { 'content-type': JSON_TEXT }, body: 42 };
          const result = validator.validateOutput({ resource: operation, element: answer });
          const problems = result._tag === 'Left' ? result.left : [];
          if (!problems.some(({ path }) => path?.[0] === 'body')) unchecked.push(`${operation.iid} ${code}`);
        }
      }
      expect(unchecked).toEqual([]);
    });

    it('is the same when it is written down, as the package holds it', () => {
      const operations = operationsOf(vendor);
      expect(JSON.parse(JSON.stringify(operations))).toEqual(operations);
    });

    it('every operation has an operationId and is found by its own path', () => {
      const operations = operationsOf(vendor);
      const match = createRouter(operations);
      for (const operation of operations) {
        const path = operation.path.replace(/\{[^}]+\}/g, 'x');
        expect(match(operation.method.toUpperCase(), path)?.iid).toBe(operation.iid);
        expect(operation.iid).toEqual(expect.any(String));
      }
    });
  });

  it('the document is read once per process', () => {
    expect(operationsOf('iq')).toBe(operationsOf('iq'));
  });

  it('a literal path wins over a template, whichever comes first', () => {
    const match = createRouter(operationsOf('qlik'));
    expect(match('GET', '/api/v1/users/me')?.path).toBe('/api/v1/users/me');
    expect(match('GET', '/api/v1/users/you')?.path).toBe('/api/v1/users/{userId}');
    expect(match('GET', '/api/v1/users/')).toBeUndefined();
  });

  function element({ method, path }: Operation) {
    return {
      method: method as 'post',
      url: { path: path.replace(/\{[^}]+\}/g, '1') },
      headers: { 'content-type': JSON_TEXT, 'content-length': '2' },
    };
  }
});
