import type {
  AssignedGroupsRefNames,
  AssignedRolesRefIds,
  AssignedRolesRefNames,
  PatchOperation,
  PatchPath,
  SystemRole,
  UserStatus,
} from '@rollcall/qlik/sdk';
import { InvalidInputError } from '../errors.js';
import { kindOf } from '../util/check.js';
import { unknownName } from '../util/check-options.js';
import { compareWritten, type NormalForms } from '../written/compare.js';

/** The fields of a user to change. Each becomes one JSON Patch operation; fields that are left out stay as they are. */
export interface QlikUserPatch {
  readonly name?: string;
  /** In an example of qlik.dev's, not in its list of paths. */
  readonly email?: string;
  /**
   * `active` or `disabled`; which other changes Qlik allows is not documented. A status that this type does not know
   * can be sent as an operation.
   */
  readonly status?: UserStatus;
  /** All roles the user is to have, all by id or all by name. An empty list takes every role away. */
  readonly assignedRoles?: AssignedRolesRefIds | AssignedRolesRefNames;
  /** All groups the user is to be in (present reference of qlik.dev). */
  readonly assignedGroups?: AssignedRolesRefIds | AssignedGroupsRefNames;
  readonly preferredZoneinfo?: string;
  readonly preferredLocale?: string;
  /** Fields that Qlik has and its spec here does not, each replaced. */
  readonly extra?: Readonly<Record<string, unknown>>;
  /** Starts the time of a pending invitation anew. The value that goes with the operation is not documented: `true`. */
  readonly inviteExpiry?: 'renew';
  /** @deprecated Use `assignedRoles`. */
  readonly roles?: readonly SystemRole[];
}

const PATHS = {
  name: '/name',
  email: '/email',
  status: '/status',
  assignedRoles: '/assignedRoles',
  assignedGroups: '/assignedGroups',
  preferredZoneinfo: '/preferredZoneinfo',
  preferredLocale: '/preferredLocale',
  inviteExpiry: '/inviteExpiry',
  roles: '/roles',
} as const satisfies Record<Exclude<keyof QlikUserPatch, 'extra'>, PatchPath>;

/** The JSON Patch for an object of changes; a list of operations goes through as it is. */
export function toOperations(patch: QlikUserPatch | readonly PatchOperation[]): PatchOperation[] {
  if (patch === null || typeof patch !== 'object') {
    throw new InvalidInputError(`patch must be an object or a list of operations, not ${kindOf(patch)}`);
  }
  const operations = Array.isArray(patch)
    ? (patch as PatchOperation[])
    : Object.entries(patch)
        .filter(([, value]) => value !== undefined)
        .flatMap(([field, value]) => (field === 'extra' ? extraOperations(value) : operation(field, value)));
  if (operations.length === 0) throw new InvalidInputError('patch holds nothing to change');
  return operations;
}

/** What a patch asks of whole fields, by field: a part that is added or taken away names no value of the field. */
export function askedOf(operations: readonly PatchOperation[]): Record<string, unknown> {
  const asked: Record<string, unknown> = {};
  for (const { op, path, value } of operations) {
    const field = /^\/([^/]+)$/.exec(path)?.[1];
    if (field && (op === 'replace' || op === 'set')) asked[field] = value;
  }
  return asked;
}

/** A member that a patch gives to a list or takes from it. */
interface ListChange {
  readonly field: string;
  readonly value: unknown;
  readonly isGiven: boolean;
}

/** What a patch gives to lists and takes from them, one member at a time. */
function listChangesOf(operations: readonly PatchOperation[]): ListChange[] {
  return operations.flatMap(({ op, path, value }) => {
    const field = /^\/([^/]+)(?:\/-)?$/.exec(path)?.[1];
    if (!field || (op !== 'add' && op !== 'remove-value')) return [];
    return [value].flat().map((one) => ({ field, value: one, isGiven: op === 'add' }));
  });
}

/** The lists of a user that do not hold what a patch gave them, or still hold what it took. */
export function ignoredChanges(
  operations: readonly PatchOperation[],
  user: object,
  forms: NormalForms,
): string[] {
  const odd = listChangesOf(operations).filter(({ field, value, isGiven }) => {
    const has: unknown = (user as Record<string, unknown>)[field];
    const isHeld = (Array.isArray(has) ? has : []).some(
      (one) => compareWritten({ [field]: value }, { [field]: one }, forms).ignored.length === 0,
    );
    return isHeld !== isGiven;
  });
  return [...new Set(odd.map(({ field }) => field))];
}

/** Fields that this package does not know yet. */
function extraOperations(extra: unknown): PatchOperation[] {
  if (extra === null || typeof extra !== 'object' || Array.isArray(extra)) {
    throw new InvalidInputError(`patch.extra must be an object, not ${kindOf(extra)}`);
  }
  const twice = Object.keys(extra).find((field) => Object.hasOwn(PATHS, field));
  if (twice !== undefined)
    throw new InvalidInputError(`patch.extra holds '${twice}', which is a field of the patch`);
  return Object.entries(extra).map(
    ([field, value]) =>
      ({
        op: 'replace',
        path: `/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        value,
      }) as PatchOperation,
  );
}

function operation(field: string, value: unknown): PatchOperation {
  if (!Object.hasOwn(PATHS, field)) {
    throw unknownName(
      'patch',
      field,
      Object.keys(PATHS),
      ". A field that is new goes into 'extra: { … }', and a list of operations takes any path",
    );
  }
  const path = PATHS[field as keyof typeof PATHS];
  if (field === 'inviteExpiry') {
    if (value === 'renew') return { op: 'renew', path, value: true };
    throw new InvalidInputError("patch.inviteExpiry can only be 'renew': Qlik sets the time itself");
  }
  if (typeof value !== 'string' && !Array.isArray(value)) {
    throw new InvalidInputError(
      `patch.${field} must be ${/s$/.test(field) && field !== 'status' ? 'a list' : 'a string'}, not ${kindOf(value)}`,
    );
  }
  return { op: 'replace', path, value };
}
