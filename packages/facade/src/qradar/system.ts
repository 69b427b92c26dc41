import {
  type Encoding,
  type EndpointDocument,
  getEndpoint,
  getPasswordPolicy,
  getSystemAbout,
  getTenant,
  type Locale,
  type LoginAttempt,
  listEncodings,
  listEndpoints,
  listLocales,
  listLoginAttempts,
  listPasswordPolicies,
  listTenants,
  type PasswordPolicy,
  type PasswordValidator,
  type SystemAbout,
  type Tenant,
  validatePassword,
} from '@rollcall/qradar/sdk';
import { InvalidInputError } from '../errors.js';
import type { Connection } from '../http/connection.js';
import { expectObject, WITH_NUMERIC_ID } from '../http/expect.js';
import type { CallOptions } from '../http/options.js';
import type { Paged } from '../paging/paged.js';
import { checkNumericId } from '../util/check.js';
import type { Filter } from './filter.js';
import { rangeList } from './range-list.js';

interface TextFilter {
  readonly filter?: Filter<string> | string;
}

/** A look-up that lists its records. */
interface Listed<Item> {
  list(query?: TextFilter, options?: CallOptions): Paged<Item>;
}

/** What the fields of a user point to, and what a console says of itself (IBM). */
export interface System {
  /** A deleted tenant is still listed, with `deleted: true`. */
  readonly tenants: Listed<Tenant> & { get(id: number, options?: CallOptions): Promise<Tenant> };
  /** The values that `locale_id` takes: language tags with a hyphen. */
  readonly locales: Listed<Locale>;
  /** The character encodings that the console knows. */
  readonly encodings: Listed<Encoding>;
  /** The rules for passwords where the console itself checks them (system authentication). */
  readonly passwordPolicies: Listed<PasswordPolicy> & {
    get(id: number, options?: CallOptions): Promise<PasswordPolicy>;
  };
  /** Who tried to log in, all users only with ADMIN. `attempt_time` is in milliseconds since 1970. */
  readonly loginAttempts: Listed<LoginAttempt>;
  /** What the console documents of its own API; paths are without `/api`. */
  readonly endpoints: Listed<EndpointDocument> & {
    get(id: number, options?: CallOptions): Promise<EndpointDocument>;
  };
  /** Release, version and build of the console. */
  systemAbout(options?: CallOptions): Promise<SystemAbout>;
  /**
   * Checks a password by the console's policy, which counts for system authentication only. Answers which rules passed;
   * the password is in no error and no log.
   */
  validatePassword(password: string, options?: CallOptions): Promise<PasswordValidator>;
}

export function qradarSystem(connection: Connection): System {
  return {
    tenants: {
      list: (query, options) => rangeList(connection, listTenants, query, options),
      async get(id, options) {
        checkNumericId('id', id);
        const path = { tenant_id: id };
        return expectObject(await connection.call(getTenant, { path }, options), WITH_NUMERIC_ID);
      },
    },
    locales: { list: (query, options) => rangeList(connection, listLocales, query, options) },
    encodings: { list: (query, options) => rangeList(connection, listEncodings, query, options) },
    passwordPolicies: {
      list: (query, options) => rangeList(connection, listPasswordPolicies, query, options),
      async get(id, options) {
        checkNumericId('id', id);
        return expectObject(await connection.call(getPasswordPolicy, { path: { id } }, options));
      },
    },
    loginAttempts: { list: (query, options) => rangeList(connection, listLoginAttempts, query, options) },
    endpoints: {
      list: (query, options) => rangeList(connection, listEndpoints, query, options),
      async get(id, options) {
        checkNumericId('id', id);
        return expectObject(await connection.call(getEndpoint, { path: { endpoint_id: id } }, options));
      },
    },
    async systemAbout(options) {
      return expectObject(await connection.call(getSystemAbout, {}, options));
    },
    async validatePassword(password, options) {
      if (typeof password !== 'string' || password === '')
        throw new InvalidInputError('password must be a text that is not empty');
      return expectObject(await connection.call(validatePassword, { body: { password } }, options));
    },
  };
}
