import {
  type AuthorizedServiceCreate,
  type AuthorizedServiceCreated,
  type AuthorizedServiceUpdate,
  createAuthorizedService,
  deleteAuthorizedService,
  getAuthorizedService,
  inputFields,
  listAuthorizedServices,
  normalForms,
  queryFields,
  updateAuthorizedService,
} from '@rollcall/qradar/sdk';
import type { Connection } from '../http/connection.js';
import { expectObject, WITH_NUMERIC_ID } from '../http/expect.js';
import type { CallOptions } from '../http/options.js';
import type { Paged } from '../paging/paged.js';
import { checkNumericId, checkRequired } from '../util/check.js';
import { type Extra, writtenFields } from '../util/fields.js';
import { checkWritten, type WriteOptions } from '../written/check-written.js';
import { writeOptions } from '../written/write-options.js';
import type { DirectoryQuery } from './directories.js';
import { rangeList } from './range-list.js';
import { readById } from './read-by-id.js';
import type { QRadarAuthorizedService } from './types.js';

/** API tokens. They outlive the user that made them: deleting a user revokes none (QRadar guide). */
export interface AuthorizedServices {
  /** All services, page by page by `Range`; no answer holds a token. */
  list(
    query?: DirectoryQuery<'listAuthorizedServices'> & { current_authorized_service?: boolean },
    options?: CallOptions,
  ): Paged<QRadarAuthorizedService>;
  /** One service. @throws HttpError 404 when there is none. */
  get(id: number, options?: CallOptions): Promise<QRadarAuthorizedService>;
  /**
   * Only this answer holds the token. The label is the one asked for only if the caller has Administrator Manager; for
   * others the console makes one up (IBM). @throws IgnoredFieldsError when the service has another role, profile,
   * tenant or expiry than was asked for.
   */
  create(input: AuthorizedServiceCreate & Extra, options?: WriteOptions): Promise<AuthorizedServiceCreated>;
  /** Changes the given fields and leaves the others. */
  update(
    id: number,
    patch: AuthorizedServiceUpdate & Extra,
    options?: WriteOptions,
  ): Promise<QRadarAuthorizedService>;
  /** Revokes the token at once. A service cannot delete itself (IBM). */
  delete(id: number, options?: CallOptions): Promise<void>;
}

export function qradarAuthorizedServices(connection: Connection): AuthorizedServices {
  const services: AuthorizedServices = {
    list: (query, options) =>
      rangeList(connection, listAuthorizedServices, query, options, queryFields.listAuthorizedServices),

    get: (id, options) => readById(connection, getAuthorizedService, id, options),

    async create(body, options) {
      const { verify, ...call } = writeOptions(options);
      checkRequired('service', body, ['label', 'user_role_id', 'security_profile_id']);
      const fields = writtenFields('service', body, inputFields.createAuthorizedService);
      const result = await connection.call(createAuthorizedService, { body: fields }, call);
      const created = expectObject<AuthorizedServiceCreated & { id: number }>(result, WITH_NUMERIC_ID);
      const readBack = () => services.get(created.id, call);
      const forms = normalForms.AuthorizedServiceCreate;
      const advice = `The service exists, and only this answer held its token: authorizedServices.delete(${created.id}), and create it as the console lets you.`;
      await checkWritten<QRadarAuthorizedService>(fields, created, result, {
        forms,
        readBack,
        verify,
        advice,
      });
      return created;
    },

    async update(id, patch, options) {
      const { verify, ...call } = writeOptions(options);
      checkNumericId('id', id);
      checkRequired('patch', patch, []);
      const body = writtenFields('patch', patch, inputFields.updateAuthorizedService);
      const result = await connection.call(updateAuthorizedService, { path: { id }, body }, call);
      const service = expectObject<QRadarAuthorizedService>(result, { ...WITH_NUMERIC_ID, is: id });
      const readBack = () => services.get(id, call);
      const forms = normalForms.AuthorizedServiceUpdate;
      return (await checkWritten(body, service, result, {
        forms,
        readBack,
        verify,
      })) as QRadarAuthorizedService;
    },

    async delete(id, options) {
      checkNumericId('id', id);
      await connection.call(deleteAuthorizedService, { path: { id } }, options);
    },
  };
  return services;
}
