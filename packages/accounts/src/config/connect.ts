import { InvalidInputError } from '@rollcall/facade';
import type { AccountSystem } from '../system.js';
import { type Credential, readCredential } from './credential.js';
import type { SecretSource } from './secret.js';
import { transportOf } from './transport.js';
import type { SystemConfig } from './types.js';

/** What the program that connects says of every call, beside the configuration. */
export interface CallLimits {
  /** Milliseconds for one call with its retries and waits. Default: the facade's. */
  readonly deadlineMs?: number;
}

/** One system, ready to be asked. What it needs of the facade is loaded for its vendor only. */
export async function connectSystem(
  name: string,
  config: SystemConfig,
  source: SecretSource,
  limits: CallLimits = {},
): Promise<AccountSystem> {
  const credential = await readCredential(config, source);
  const connection = { baseUrl: config.url, ...limits, ...(await transportOf(config, source.dir)) };
  const own = 'username' in credential ? { ownUsername: credential.username } : {};
  switch (config.vendor) {
    case 'qradar': {
      const { createQRadar } = await import('@rollcall/facade/qradar');
      const { qradarAccounts } = await import('../qradar/index.js');
      const { deploy = false, resources, version } = config;
      const auth = 'token' in credential ? { secToken: credential.token } : credential;
      const options = { ...(resources ? { resources } : {}), ...(version ? { version } : {}) };
      return qradarAccounts(name, createQRadar({ ...connection, ...options, auth }), { deploy });
    }
    case 'iq': {
      const { createIq } = await import('@rollcall/facade/iq');
      const { iqAccounts } = await import('../iq/index.js');
      const { csrf = false, realms } = config;
      const iq = createIq({ ...connection, csrf, auth: credential });
      return iqAccounts(name, iq, { ...own, ...(realms ? { realms } : {}) });
    }
    case 'qlik': {
      const { createQlik } = await import('@rollcall/facade/qlik');
      const { qlikAccounts } = await import('../qlik/index.js');
      const auth = { apiKey: tokenOf(credential) };
      return qlikAccounts(name, createQlik({ ...connection, auth, pace: config.pace ?? true }));
    }
    case 'qualys-saq': {
      const { createQualysSaq } = await import('@rollcall/facade/qualys-saq');
      const { qualysSaqAccounts } = await import('../qualys-saq/index.js');
      return qualysSaqAccounts(name, createQualysSaq({ ...connection, auth: basicOf(credential) }), own);
    }
  }
}

function tokenOf(credential: Credential): string {
  if ('token' in credential) return credential.token;
  throw new InvalidInputError('auth.apiKey is missing: qlik takes apiKey');
}

function basicOf(credential: Credential) {
  if ('username' in credential) return credential;
  throw new InvalidInputError('auth.username is missing: qualys-saq takes username and password');
}
