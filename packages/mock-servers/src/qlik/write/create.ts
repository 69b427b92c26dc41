import { badRequest, qlikError } from '../http/errors.js';
import { type Catalogue, describeReference, isSystemRole, parseReferences } from '../state/catalogue.js';
import type { Ids } from '../state/ids.js';
import { INVITE_LIFETIME_MS, isEmail, isoTime, type StoredUser } from '../state/model.js';
import type { QlikState } from '../state/state.js';
import { readObject } from './body.js';

export interface Environment {
  state: QlikState;
  ids: Ids;
  now: number;
}

/**
 * Makes an invited user from a create body. Throws 400 (shape, unknown role), 403 (another tenant, unconfirmed) or
 * 409 (subject or email taken: emails are unique whatever the user's status, qlik.dev).
 */
export function createUser(environment: Environment, body: unknown): StoredUser {
  const { state, now } = environment;
  const input = readObject(body);
  const subject = readString(input, 'subject');
  if (!subject) throw badRequest('subject is required.', { pointer: '/subject' });
  const email = readString(input, 'email') ?? '';
  if (email !== '' && !isEmail(email)) {
    throw badRequest('email is not an email address.', { pointer: '/email' });
  }
  const status = readString(input, 'status');
  if (status !== undefined && status !== 'invited') {
    throw badRequest('status can only be invited.', { pointer: '/status' });
  }
  if (status === 'invited' && email === '') {
    throw badRequest('email is required when inviting a user.', { pointer: '/email' });
  }
  const name = readString(input, 'name') ?? (email || subject);
  const picture = readString(input, 'picture') ?? '';
  const roleIds = [...readAssignedRoles(input, state.catalogue), ...readRoles(input, state.catalogue)];
  const tenantId = readString(input, 'tenantId') ?? state.tenantId;
  if (tenantId !== state.tenantId) {
    throw qlikError(403, 'The tenantId is not the tenant of the caller.', { pointer: '/tenantId' });
  }
  if (state.bySubject(subject)) throw qlikError(409, 'A user with this subject exists.');
  if (email !== '' && state.byEmail(email)) throw qlikError(409, 'A user with this email exists.');
  return newInvitedUser(environment, {
    name,
    email,
    subject,
    picture,
    language: 'en',
    roleIds: [...new Set(roleIds)],
    expiresAt: now + INVITE_LIFETIME_MS,
  });
}

interface NewUser {
  name: string;
  email: string;
  subject: string;
  picture: string;
  language: string;
  roleIds: readonly string[];
  expiresAt: number;
}

/** Stores and returns a user who has not come yet. */
export function newInvitedUser({ state, ids, now }: Environment, input: NewUser): StoredUser {
  const { language, expiresAt, ...rest } = input;
  const user: StoredUser = {
    ...rest,
    id: ids.user(),
    status: 'invited',
    tenantId: state.tenantId,
    locale: language,
    zoneinfo: 'UTC',
    preferredLocale: language,
    preferredZoneinfo: 'UTC',
    createdAt: isoTime(now),
    lastUpdatedAt: isoTime(now),
    inviteExpiresAt: expiresAt,
    groupIds: [],
    assignedScopes: [],
  };
  state.put(user);
  return user;
}

function readAssignedRoles(input: Record<string, unknown>, catalogue: Catalogue): string[] {
  const value = input.assignedRoles;
  if (value === undefined) return [];
  const references = Array.isArray(value) ? parseReferences(value) : undefined;
  if (references === undefined) {
    throw badRequest('assignedRoles is an array of objects with an id or a name.', {
      pointer: '/assignedRoles',
    });
  }
  return references.map((reference, index) => {
    const role = catalogue.role(reference);
    if (role !== undefined) return role.id;
    throw badRequest(`No role has ${describeReference(reference)}.`, {
      pointer: `/assignedRoles/${index}`,
    });
  });
}

function readRoles(input: Record<string, unknown>, catalogue: Catalogue): string[] {
  const value = input.roles;
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw badRequest('roles is an array of role names.', { pointer: '/roles' });
  return value.map((name: unknown, index) => {
    const role = typeof name === 'string' && isSystemRole(name) ? catalogue.role({ name }) : undefined;
    if (role !== undefined) return role.id;
    throw badRequest(`${JSON.stringify(name)} is not a system role.`, { pointer: `/roles/${index}` });
  });
}

function readString(input: Record<string, unknown>, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || typeof value === 'string') return value;
  throw badRequest(`${name} must be a string.`, { pointer: `/${name}` });
}
