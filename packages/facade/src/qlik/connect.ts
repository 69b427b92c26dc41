import { apiVersion, type Client, createClient, createConfig, operations } from '@rollcall/qlik';
import { InvalidInputError } from '../errors.js';
import { type Connection, connect } from '../http/connection.js';
import { type Secret, tokenCredential } from '../http/credentials.js';
import type { ConnectionOptions } from '../http/options.js';
import { readError } from './read-error.js';

export interface QlikOptions extends ConnectionOptions {
  /** An API key, or another bearer token that Qlik takes; sent as `Authorization: Bearer` (qlik.dev). */
  readonly auth: { readonly apiKey: Secret };
  /** The API version asked for with every call, as `YYYY-MM`. Default: none is sent, and Qlik chooses (qlik.dev). */
  readonly apiVersion?: `${number}-${number}`;
}

export function connectQlik(options: QlikOptions): Connection<Client> {
  const version = options.apiVersion;
  if (version !== undefined && !/^\d{4}-(0[1-9]|1[0-2])$/.test(version)) {
    throw new InvalidInputError(`apiVersion must look like '2025-01', not '${String(version).slice(0, 20)}'`);
  }
  return connect<Client>(
    (config) => createClient(createConfig(config)),
    {
      operations,
      media: 'json',
      headers: {
        Accept: 'application/json',
        'User-Agent': 'rollcall-qlik',
        ...(version === undefined ? {} : { [apiVersion.header]: version }),
      },
      readError,
    },
    tokenCredential('auth.apiKey', options.auth?.apiKey, 'bearer'),
    options,
  );
}
