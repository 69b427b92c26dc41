import {
  apiVersion,
  type Client,
  operations,
  rateTiers,
  rateWindow,
  secretFields,
  secretHeaders,
} from '@rollcall/qlik/sdk';
import { InvalidInputError } from '../errors.js';
import { type Secret, tokenCredential } from '../http/auth.js';
import { type Connection, connect } from '../http/connection.js';
import { secretNamesOf } from '../http/errors/secret-fields.js';
import { settleOptions } from '../http/option-rules.js';
import type { ConnectionOptions } from '../http/options.js';
import { type PaceOptions, pacerOf } from '../pace/options.js';
import { anything, checkOptions } from '../util/check-options.js';
import { systemClock } from '../util/clock.js';
import { readError } from './read-error.js';

export interface QlikOptions extends ConnectionOptions {
  /** An API key, or another bearer token that Qlik takes; sent as `Authorization: Bearer` (qlik.dev). */
  readonly auth: { readonly apiKey: Secret };
  /** The API version asked for with every call, as `YYYY-MM`. Default: none is sent, and Qlik chooses (qlik.dev). */
  readonly apiVersion?: `${number}-${number}`;
  /**
   * Holds calls back so that each rate tier stays under its budget: what qlik.dev documents per user and tenant, counted
   * over five minutes, or what the server's `Ratelimit-*` headers say. Default false. Calls of a tier may go as fast as they
   * come until its budget is used, and then wait up to five minutes: the default `deadlineMs` becomes 420,000.
   */
  readonly pace?: boolean | PaceOptions<keyof typeof rateTiers>;
}

const WINDOW_MS = rateWindow.seconds * 1000;
/** A call that waits for a whole window must still have its usual time. */
const PACED_DEADLINE_MS = WINDOW_MS + 120_000;

export function connectQlik(given: QlikOptions): Connection<Client> {
  const options = settleOptions(given, { auth: anything, apiVersion: anything, pace: anything });
  checkOptions('auth', options.auth, { apiKey: anything }, 'auth.');
  const version = options.apiVersion;
  if (version !== undefined && !/^\d{4}-(0[1-9]|1[0-2])$/.test(version)) {
    throw new InvalidInputError(`apiVersion must look like '2025-01', not '${String(version).slice(0, 20)}'`);
  }
  const { pace, maxInFlight, clock = systemClock } = options;
  const pacer = pacerOf(pace, { tiers: rateTiers, windowMs: WINDOW_MS }, { maxInFlight, clock });
  return connect<Client>(
    {
      operations,
      media: 'json',
      generated: () => import('@rollcall/qlik/client'),
      validators: () => import('@rollcall/qlik/validators'),
      headers: {
        Accept: 'application/json',
        'User-Agent': 'rollcall-qlik',
        ...(version === undefined ? {} : { [apiVersion.header]: version }),
      },
      secretNames: secretNamesOf(secretFields, secretHeaders),
      readers: { readError },
      pacer,
    },
    tokenCredential('auth.apiKey', options.auth?.apiKey, 'bearer'),
    pace ? { ...options, deadlineMs: options.deadlineMs ?? PACED_DEADLINE_MS } : options,
  );
}
