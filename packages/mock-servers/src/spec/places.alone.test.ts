import { describe, expect, it, vi } from 'vitest';
import { createMock } from '../index.js';
import { curlLine } from '../vendor/curl-line.js';
import { pathOf, placeOf } from './places.js';

/** An invented version of IQ at another address; everything else is as it is. */
vi.mock('./document.js', async (original) => {
  const { specDocument } = await original<typeof import('./document.js')>();
  return {
    specDocument: (vendor: 'iq') => {
      const text = JSON.stringify(specDocument(vendor));
      return JSON.parse(vendor === 'iq' ? text.replaceAll('/api/v2/', '/api/v3/') : text);
    },
  };
});

describe('an operation', () => {
  it('is where the document has it', () => {
    expect(placeOf('qlik', 'getUser')).toEqual({ method: 'GET', path: '/api/v1/users/{userId}' });
    expect(pathOf('qlik', 'getUser', 'a/b ü')).toBe('/api/v1/users/a%2Fb%20%C3%BC');
    expect(() => placeOf('iq', 'listEverything' as 'listUsers')).toThrow(
      'The document of iq has no operation listEverything',
    );
  });

  it('moves with the document, in the sandbox, the control plane and what the CLI prints', async () => {
    const iq = await createMock('iq', { strict: true });
    const { headers } = iq.credentials;
    const ask = async (path: string, method = 'GET') =>
      (await iq.fetch(`http://localhost${path}`, { method, headers })).status;
    expect(await ask('/api/v3/users')).toBe(200);
    expect(await ask('/api/v3/users/bob')).toBe(200);
    expect(await ask('/api/v3/roleMemberships/global')).toBe(200);
    expect(await ask('/api/v3/userTokens/bob')).toBe(200);
    expect(await ask('/api/v3/users/bob', 'DELETE')).toBe(204);
    expect(await ask('/api/v2/users')).toBe(404);
    expect(iq.violations).toEqual([]);
    expect(iq.journal[0]).toMatchObject({ operationId: 'listUsers', status: 200 });
    expect(curlLine('iq', 'http://127.0.0.1:4011')).toContain("'http://127.0.0.1:4011/api/v3/users'");
  });
});
