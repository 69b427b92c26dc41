import {
  type Encoding,
  type EndpointDocument,
  type filters,
  getEndpoint,
  getPasswordPolicy,
  getSystemAbout,
  getTenant,
  inputFields,
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
  type PasswordValidatorCreate,
  queryFields,
  type SystemAbout,
  type Tenant,
  validatePassword,
} from '@rollcall/qradar/sdk';
import type { Connection } from '../http/connection.js';
import { expectObject, WITH_NUMERIC_ID } from '../http/expect.js';
import type { CallOptions } from '../http/options.js';
import type { Paged } from '../paging/paged.js';
import { checkNumericId, checkRequired } from '../util/check.js';
import { writtenFields } from '../util/fields.js';
import type { Filter } from './filter.js';
import { rangeList } from './range-list.js';

type Filters = typeof filters;

/** What may be asked of a list: its own filter fields and parameters; `fields` names what is answered of each record. */
export interface SystemQuery<Operation extends keyof Filters> {
  readonly filter?: Filter<keyof Filters[Operation] & string> | string;
  readonly fields?: readonly string[];
}

/** A look-up that lists its records. */
interface Listed<Item, Query> {
  list(query?: Query, options?: CallOptions): Paged<Item>;
}

/** What the fields of a user point to, and what a console says of itself (IBM). */
export interface System {
  /** A deleted tenant is still listed, with `deleted: true`. */
  readonly tenants: Listed<Tenant, SystemQuery<'listTenants'>> & {
    get(id: number, options?: CallOptions): Promise<Tenant>;
  };
  /** The values that `locale_id` takes: language tags with a hyphen. */
  readonly locales: Listed<
    Locale,
    SystemQuery<'listLocales'> & { sample_type?: string; sort?: string | readonly string[] }
  >;
  /** The character encodings that the console knows. */
  readonly encodings: Listed<Encoding, SystemQuery<'listEncodings'>>;
  /** The rules for passwords where the console itself checks them (system authentication). */
  readonly passwordPolicies: Listed<PasswordPolicy, SystemQuery<'listPasswordPolicies'>> & {
    get(id: number, options?: CallOptions): Promise<PasswordPolicy>;
  };
  /** Who tried to log in, all users only with ADMIN. `attempt_time` is in milliseconds since 1970. */
  readonly loginAttempts: Listed<
    LoginAttempt,
    SystemQuery<'listLoginAttempts'> & { sort?: string | readonly string[] }
  >;
  /** What the console documents of its own API; paths are without `/api`. */
  readonly endpoints: Listed<EndpointDocument, SystemQuery<'listEndpoints'>> & {
    get(id: number, options?: CallOptions): Promise<EndpointDocument>;
  };
  /** Release, version and build of the console. */
  systemAbout(options?: CallOptions): Promise<SystemAbout>;
  /**
   * Checks a password against the console's policy, which holds for system authentication only. The result says which
   * rules it passes: read its fields, since a 200 does not mean that the password passes (IBM). `ignore_history: true`
   * leaves out the rule about passwords used before. The password is in no error and no log.
   */
  validatePassword(
    password: string | PasswordValidatorCreate,
    options?: CallOptions,
  ): Promise<PasswordValidator>;
}

export function qradarSystem(connection: Connection): System {
  return {
    tenants: {
      list: (query, options) => rangeList(connection, listTenants, query, options, queryFields.listTenants),
      async get(id, options) {
        checkNumericId('id', id);
        const path = { tenant_id: id };
        return expectObject(await connection.call(getTenant, { path }, options), {
          ...WITH_NUMERIC_ID,
          is: id,
        });
      },
    },
    locales: {
      list: (query, options) =>
        rangeList(connection, listLocales, query, options, queryFields.listLocales, 'string'),
    },
    encodings: {
      list: (query, options) =>
        rangeList(connection, listEncodings, query, options, queryFields.listEncodings, 'string'),
    },
    passwordPolicies: {
      list: (query, options) =>
        rangeList(connection, listPasswordPolicies, query, options, queryFields.listPasswordPolicies),
      async get(id, options) {
        checkNumericId('id', id);
        const policy = await connection.call(getPasswordPolicy, { path: { id } }, options);
        return expectObject(policy, { ...WITH_NUMERIC_ID, is: id });
      },
    },
    loginAttempts: {
      list: (query, options) =>
        rangeList(connection, listLoginAttempts, query, options, queryFields.listLoginAttempts, 'none'),
    },
    endpoints: {
      list: (query, options) =>
        rangeList(connection, listEndpoints, query, options, queryFields.listEndpoints),
      async get(id, options) {
        checkNumericId('id', id);
        const endpoint = await connection.call(getEndpoint, { path: { endpoint_id: id } }, options);
        return expectObject(endpoint, { ...WITH_NUMERIC_ID, is: id });
      },
    },
    async systemAbout(options) {
      return expectObject(await connection.call(getSystemAbout, {}, options));
    },
    async validatePassword(given, options) {
      const body = typeof given === 'string' ? { password: given } : given;
      checkRequired('the password check', body, ['password']);
      const fields = writtenFields('the password check', body, inputFields.validatePassword);
      return expectObject(await connection.call(validatePassword, { body: fields }, options));
    },
  };
}
