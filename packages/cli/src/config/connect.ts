import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { AccountSystem } from '@rollcall/accounts';
import { Problem } from '../problem.js';
import { resolveSecret, type SecretSource } from './secret.js';
import type { SecretReference, SystemConfig } from './types.js';

/** One system, ready to be asked. What it needs of the facade is loaded for its vendor only. */
export async function connectSystem(
  name: string,
  config: SystemConfig,
  source: SecretSource,
): Promise<AccountSystem> {
  const secret = (field: keyof SystemConfig['auth']) => secretOf(name, config, field, source);
  const basic = async () => ({ username: config.auth.username ?? '', password: await secret('password') });
  const isBasic = config.auth.username !== undefined;
  const connection = { baseUrl: config.url, ...(await transportOf(config, source.dir)) };
  switch (config.vendor) {
    case 'qradar': {
      const { createQRadar } = await import('@rollcall/facade/qradar');
      const { qradarAccounts } = await import('@rollcall/accounts/qradar');
      const auth = isBasic ? await basic() : { secToken: await secret('secToken') };
      return qradarAccounts(name, createQRadar({ ...connection, auth }));
    }
    case 'iq': {
      const { createIq } = await import('@rollcall/facade/iq');
      const { iqAccounts } = await import('@rollcall/accounts/iq');
      const auth = isBasic ? await basic() : { token: await secret('bearerToken') };
      return iqAccounts(name, createIq({ ...connection, auth }), {
        ...(config.realms ? { realms: config.realms as ('Internal' | 'SAML')[] } : {}),
        ...(config.auth.username === undefined ? {} : { ownUsername: config.auth.username }),
      });
    }
    case 'qlik': {
      const { createQlik } = await import('@rollcall/facade/qlik');
      const { qlikAccounts } = await import('@rollcall/accounts/qlik');
      const auth = { apiKey: await secret('apiKey') };
      return qlikAccounts(name, createQlik({ ...connection, auth, pace: config.pace ?? true }));
    }
    case 'qualys-saq': {
      const { createQualysSaq } = await import('@rollcall/facade/qualys-saq');
      const { qualysSaqAccounts } = await import('@rollcall/accounts/qualys-saq');
      const auth = await basic();
      return qualysSaqAccounts(name, createQualysSaq({ ...connection, auth }), {
        ownUsername: auth.username,
      });
    }
  }
}

export async function secretOf(
  name: string,
  { auth, vendor }: SystemConfig,
  field: keyof SystemConfig['auth'],
  source: SecretSource,
): Promise<string> {
  const reference: SecretReference | undefined = auth[field];
  if (reference === undefined)
    throw new Problem(`systems.${name}.auth.${field} is missing: ${vendor} needs it`);
  return resolveSecret(reference, source);
}

/** Node's own `fetch` unless something is asked that it cannot do. */
export async function transportOf({ allowInsecureHttp, proxy, timeoutMs, tls }: SystemConfig, dir: string) {
  const options = {
    ...(allowInsecureHttp === undefined ? {} : { allowInsecureHttp }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
  if (!tls && proxy === undefined) return options;
  const pem = async (file: string | undefined) =>
    file === undefined ? undefined : readFile(resolve(dir, file));
  const files = { ca: await pem(tls?.ca), cert: await pem(tls?.cert), key: await pem(tls?.key) };
  const { nodeTransport } = await import('@rollcall/facade/node');
  const fetch = nodeTransport({
    ...Object.fromEntries(Object.entries(files).filter(([, value]) => value !== undefined)),
    ...(proxy === undefined ? {} : { proxy }),
    ...(tls?.servername === undefined ? {} : { servername: tls.servername }),
  });
  return { ...options, fetch };
}
