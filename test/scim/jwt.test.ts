import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RunningMock, startMock } from '@rollcall/mock-servers';
import { type JwtOptions, sqliteStore } from '@rollcall/scim';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bridge, bridgeTo, kim } from './bridge.test.helper.js';

const ISSUER = 'https://sts.acme.test/tenant/';
const AUDIENCE = '8adf8e6e-67b2-4cf2-a259-e3dc5476c621';
let mock: RunningMock;
let keys: Awaited<ReturnType<typeof generateKeyPair>>;
let reads = 0;
const issuer = createServer((_, answer) => {
  reads += 1;
  exportJWK(keys.publicKey).then((key) => {
    answer.setHeader('Content-Type', 'application/json');
    answer.end(JSON.stringify({ keys: [{ ...key, kid: 'one', alg: 'RS256', use: 'sig' }] }));
  });
});
let options: JwtOptions;
beforeAll(async () => {
  keys = await generateKeyPair('RS256');
  mock = await startMock('qlik');
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
  const { port } = issuer.address() as AddressInfo;
  options = { issuer: ISSUER, audience: AUDIENCE, keys: `http://127.0.0.1:${port}/keys`, scope: 'scim' };
});
afterAll(async () => {
  await mock.close();
  issuer.close();
});

interface Wish {
  issuer?: string;
  audience?: string;
  expires?: string;
  claims?: JWTPayload;
}

const sign = ({
  issuer: from = ISSUER,
  audience = AUDIENCE,
  expires = '5m',
  claims = { scope: 'openid scim' },
}: Wish) =>
  new SignJWT({ sub: 'entra', ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'one' })
    .setIssuer(from)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(keys.privateKey);

async function withBridge(jwt: JwtOptions, look: (bridge: Bridge) => Promise<void>) {
  const bridge = await bridgeTo('qlik', mock, { jwt, store: sqliteStore(':memory:') });
  await look(bridge);
  await bridge.close();
}
const as = (token: string) => ({ Authorization: `Bearer ${token}` });

describe('a signed token', () => {
  it('is good when issuer, audience, time, key and scope are right, and its subject is in the audit line', async () => {
    await withBridge(options, async ({ audit, call }) => {
      const good = as(await sign({}));
      expect((await call('GET', '/Users?count=1', undefined, good)).status).toBe(200);
      const before = reads;
      expect((await call('POST', '/Users', kim, good)).status).toBe(201);
      expect(audit.at(-1)?.client).toBe('jwt:entra');
      expect(reads).toBe(before);
      expect((await call('GET', '/Users?count=1')).status).toBe(200);
    });
  });

  it('is refused otherwise', async () => {
    const other = await generateKeyPair('RS256');
    const claims = { sub: 'x', scope: 'scim' };
    const unsigned = new UnsecuredJWT(claims)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setExpirationTime('5m')
      .encode();
    const shared = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'one' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setExpirationTime('5m')
      .sign(Buffer.from(JSON.stringify(await exportJWK(keys.publicKey))));
    const forged = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setExpirationTime('5m')
      .sign(other.privateKey);
    const endless = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .sign(keys.privateKey);
    const bad = [
      await sign({ issuer: 'https://sts.evil.test/' }),
      await sign({ audience: 'another' }),
      await sign({ expires: '-5m' }),
      await sign({ claims: { scope: 'scimming openid' } }),
      await sign({ claims: {} }),
      unsigned,
      shared,
      forged,
      endless,
      'a.b.c',
    ];
    await withBridge(options, async ({ call }) => {
      for (const [at, token] of bad.entries()) {
        const { status, headers } = await call('GET', '/Users', undefined, as(token));
        expect([at, status, headers.get('www-authenticate')]).toEqual([at, 401, 'Bearer realm="scim"']);
      }
    });
  });

  it('opens the systems that are named, and no others', async () => {
    await withBridge({ ...options, systems: ['elsewhere'] }, async ({ call }) => {
      expect((await call('GET', '/Users', undefined, as(await sign({})))).status).toBe(404);
    });
  });

  it('is judged later when the keys cannot be read', async () => {
    await withBridge({ ...options, keys: 'http://127.0.0.1:9/keys' }, async ({ call }) => {
      const { status, headers } = await call('GET', '/Users', undefined, as(await sign({})));
      expect([status, headers.get('retry-after')]).toEqual([503, '30']);
    });
  });
});
