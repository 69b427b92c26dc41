import { errorItem } from '../http/errors.js';
import { INVITE_LIFETIME_MS, isEmail, USER_STATUSES } from '../state/model.js';
import { type PatchOp, type Planned, wrongOp } from './patch-operation.js';
import { planReferences, planRoleNames } from './patch-references.js';

type Plan = (op: PatchOp, value: unknown) => Planned;

/**
 * The document's seven paths, `/email` and `/preferredZoneInfo` of its own example, and `/assignedRoles/-`,
 * `/assignedGroups` of the present reference (qlik.dev).
 */
const paths: Readonly<Record<string, Plan>> = {
  '/name': planText('name', { required: true }),
  '/email': planEmail,
  '/preferredLocale': planText('preferredLocale', { required: false }),
  '/preferredZoneinfo': planText('preferredZoneinfo', { required: false }),
  '/preferredZoneInfo': planText('preferredZoneinfo', { required: false }),
  '/status': planStatus,
  '/roles': planRoleNames,
  '/assignedRoles': (op, value) => planReferences('role', op, value),
  '/assignedRoles/-': (op, value) => planAppend('role', op, value),
  '/assignedGroups': (op, value) => planReferences('group', op, value),
  '/assignedGroups/-': (op, value) => planAppend('group', op, value),
  '/inviteExpiry': planRenew,
};

export function planOperation(op: PatchOp, path: string, value: unknown): Planned {
  const plan = Object.hasOwn(paths, path) ? paths[path] : undefined;
  if (plan === undefined) {
    return { problem: `path is one of ${Object.keys(paths).join(', ')}.`, member: 'path' };
  }
  return plan(op, value);
}

/** `set` is the deprecated spelling of `replace`; `add` on an existing member replaces it (RFC 6902). */
const WRITING: readonly PatchOp[] = ['replace', 'set', 'add'];

function planText(
  field: 'name' | 'preferredLocale' | 'preferredZoneinfo',
  { required }: { required: boolean },
): Plan {
  return (op, value) => {
    if (op === 'unset' && !required) return { change: (user) => ({ user: { ...user, [field]: '' } }) };
    if (!WRITING.includes(op)) return wrongOp(op, required ? ['replace'] : ['replace', 'unset']);
    if (typeof value !== 'string' || (required && value.trim() === '')) {
      return { problem: `The value must be a ${required ? 'non-empty ' : ''}string.`, member: 'value' };
    }
    return { change: (user) => ({ user: { ...user, [field]: value } }) };
  };
}

function planEmail(op: PatchOp, value: unknown): Planned {
  if (!WRITING.includes(op)) return wrongOp(op, ['replace']);
  if (typeof value !== 'string' || !isEmail(value)) {
    return { problem: 'The value must be an email address.', member: 'value' };
  }
  return {
    change: (user, { state }) => {
      const holder = state.byEmail(value);
      if (holder !== undefined && holder.id !== user.id) {
        return { failure: errorItem(409, 'Another user has this email.') };
      }
      return { user: { ...user, email: value } };
    },
  };
}

/** Users are activated and disabled; nothing documents a patch to another status, so that fails (unconfirmed). */
function planStatus(op: PatchOp, value: unknown): Planned {
  if (!WRITING.includes(op)) return wrongOp(op, ['replace']);
  const status = USER_STATUSES.find((known) => known === value);
  if (status === undefined) {
    return { problem: `The value must be one of ${USER_STATUSES.join(', ')}.`, member: 'value' };
  }
  return {
    change: (user) => {
      if (status === user.status) return { user };
      if (status !== 'active' && status !== 'disabled') {
        return { failure: errorItem(400, `A user who is ${user.status} cannot be made ${status}.`) };
      }
      const { inviteExpiresAt: _, ...rest } = user;
      return { user: { ...rest, status } };
    },
  };
}

/** The value of `renew` is not documented, so any is taken. */
function planRenew(op: PatchOp): Planned {
  if (op !== 'renew') return wrongOp(op, ['renew']);
  return {
    change: (user, { now }) =>
      user.status === 'invited'
        ? { user: { ...user, inviteExpiresAt: now + INVITE_LIFETIME_MS } }
        : { failure: errorItem(400, `A user who is ${user.status} has no invitation to renew.`) },
  };
}

function planAppend(kind: 'role' | 'group', op: PatchOp, value: unknown): Planned {
  return op === 'add' ? planReferences(kind, op, value) : wrongOp(op, ['add']);
}
