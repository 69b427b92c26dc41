import { type Client, operations, type Realm, secretFields, secretHeaders } from '@rollcall/iq/sdk';
import { type TokenOrBasic, tokenOrBasic } from '../http/auth.js';
import { type Connection, connect } from '../http/connection.js';
import { secretNamesOf } from '../http/errors/secret-fields.js';
import { settleOptions } from '../http/option-rules.js';
import type { ConnectionOptions } from '../http/options.js';
import { anything, aText } from '../util/check-options.js';
import { csrfPair } from './csrf.js';
import { readError } from './read-error.js';

export interface IqOptions extends ConnectionOptions {
  /**
   * A system administrator's name and password or user token pair as Basic (IQ document), or a bearer token
   * (Sonatype). Exactly one of the two.
   */
  readonly auth: TokenOrBasic<'token'>;
  /**
   * Behind reverse-proxy authentication, writes need the header X-CSRF-TOKEN and the cookie CLM-CSRF-TOKEN with equal
   * values (Sonatype). `true` makes up a random value for this client, a string is sent as it is. Default false.
   */
  readonly csrf?: boolean | string;
  /** The realm of `list`, `get`, `find` and `delete` where the call names none. Default: the server's, Internal. */
  readonly realm?: Realm;
}

export function connectIq(given: IqOptions): Connection<Client> {
  const options = settleOptions(given, { auth: anything, csrf: anything, realm: aText });
  return connect<Client>(
    {
      operations,
      media: 'json',
      generated: () => import('@rollcall/iq/client'),
      validators: () => import('@rollcall/iq/validators'),
      headers: { Accept: 'application/json', 'User-Agent': 'rollcall-iq' },
      addHeaders: csrfPair(options.csrf),
      secretNames: secretNamesOf(secretFields, secretHeaders),
      readers: { readError },
    },
    tokenOrBasic(options.auth, 'token', 'bearer'),
    options,
  );
}
