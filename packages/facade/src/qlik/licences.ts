import {
  addLicenseAssignments,
  deleteLicenseAssignments,
  type LicenseAssignment,
  type LicenseAssignmentRef,
  type LicenseAssignmentResult,
  type ListLicenseAssignmentsData,
  listLicenseAssignments,
  queryFields,
} from '@rollcall/qlik/sdk';
import { InvalidInputError, PartialFailureError } from '../errors.js';
import type { Connection } from '../http/connection.js';
import { protocolError } from '../http/errors/protocol-error.js';
import { expectList } from '../http/expect.js';
import type { CallOptions } from '../http/options.js';
import type { Result } from '../http/types.js';
import type { Paged } from '../paging/paged.js';
import { checkRequired } from '../util/check.js';
import { checkQuery } from '../util/fields.js';
import { cursorList } from './cursor-list.js';

/** What became of each of several licences: `results` of the PartialFailureError when one failed. */
export interface LicenceResults {
  readonly done: readonly LicenseAssignmentResult[];
  /** With Qlik's `status` and `code`: LICENSES-011 without a free licence, LICENSES-016 without such an assignment. */
  readonly failed: readonly LicenseAssignmentResult[];
}

/** Who has which licence. People go by the identity provider's subject here, not by the user's id (qlik.dev). */
export interface QlikLicences {
  /** Who has which licence. Which attributes `filter` knows is not published (unconfirmed). */
  list(
    query?: Omit<NonNullable<ListLicenseAssignmentsData['query']>, 'page'>,
    options?: CallOptions,
  ): Paged<LicenseAssignment>;
  /**
   * Gives licences, such as `[{ subject: 'idp\\jane', type: 'professional' }]`.
   * @throws PartialFailureError when one of them failed, whatever the others did; its `results` are {@link LicenceResults}.
   */
  add(
    assignments: readonly LicenseAssignmentRef[],
    options?: CallOptions,
  ): Promise<LicenseAssignmentResult[]>;
  /**
   * Takes licences away. Where the tenant assigns by itself, one may come back at the next login (unconfirmed).
   * @throws PartialFailureError as `add` does.
   */
  remove(
    assignments: readonly LicenseAssignmentRef[],
    options?: CallOptions,
  ): Promise<LicenseAssignmentResult[]>;
}

export function qlikLicences(connection: Connection): QlikLicences {
  return {
    list(query = {}, options) {
      checkQuery(query, queryFields.listLicenseAssignments);
      const operation = { generated: listLicenseAssignments, keyOf: nameOfAssignment };
      return cursorList(connection, 'listLicenseAssignments', operation, { ...query }, options);
    },

    async add(given, options) {
      const add = checked(given);
      return settled(await connection.call(addLicenseAssignments, { body: { add } }, options), add);
    },

    async remove(given, options) {
      const body = { delete: checked(given) };
      return settled(await connection.call(deleteLicenseAssignments, { body }, options), body.delete);
    },
  };
}

/** Assignments have no ids. */
function nameOfAssignment(item: unknown): string {
  const { subject, type } = item as LicenseAssignment;
  return JSON.stringify([subject, type]);
}

function checked(assignments: readonly LicenseAssignmentRef[]): LicenseAssignmentRef[] {
  if (!Array.isArray(assignments) || assignments.length === 0)
    throw new InvalidInputError('assignments must be a list with at least one { subject, type }');
  return assignments.map((assignment, at) => {
    checkRequired(`assignments[${at}]`, assignment, ['subject', 'type']);
    return { subject: assignment.subject, type: assignment.type };
  });
}

/** Qlik answers 207 whatever became of the items: each says for itself. */
function settled(result: Result, asked: readonly LicenseAssignmentRef[]): LicenseAssignmentResult[] {
  const { call, response } = result;
  const items = expectList<LicenseAssignmentResult>(result, 'data');
  if (items.length !== asked.length)
    throw protocolError(
      call,
      response,
      `${asked.length} licences were sent, and ${items.length} results came`,
    );
  const done = items.filter(({ status }) => status >= 200 && status < 300);
  const failed = items.filter((item) => !done.includes(item));
  if (failed.length === 0) return items;
  const said = failed
    .map(
      ({ subject, type, status, code, title }) =>
        `${type} of ${subject}: ${[status, code, title].filter(Boolean).join(' ')}`,
    )
    .join('; ');
  throw new PartialFailureError<LicenceResults>(
    `${call.method} ${call.url} → ${response.status}: ${failed.length} of ${items.length} failed: ${said}`,
    { done, failed },
    { status: response.status },
  );
}
