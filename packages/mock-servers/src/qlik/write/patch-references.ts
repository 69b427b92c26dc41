import { USER_NOT_FOUND_ITEM } from '../http/errors.js';
import {
  type Catalogue,
  describeReference,
  isSystemRole,
  parseReferences,
  type Reference,
} from '../state/catalogue.js';
import type { StoredUser } from '../state/model.js';
import { type Outcome, type PatchOp, type Planned, wrongOp } from './patch-operation.js';

const FIELD_OF = { role: 'roleIds', group: 'groupIds' } as const;
type Kind = keyof typeof FIELD_OF;

const ALLOWED: readonly PatchOp[] = ['replace', 'set', 'add', 'unset', 'remove-value'];

/** `/assignedRoles` and `/assignedGroups`: references by id or by name, in an array or one alone. */
export function planReferences(kind: Kind, op: PatchOp, value: unknown): Planned {
  if (op === 'renew') return wrongOp(op, ALLOWED);
  if (op === 'unset') return { change: (user) => ({ user: { ...user, [FIELD_OF[kind]]: [] } }) };
  const references = replaces(op) && !Array.isArray(value) ? undefined : parseReferences(value);
  if (references === undefined) {
    return { problem: 'The value must be an array of objects with an id or a name.', member: 'value' };
  }
  // For groups the name alone is not enough (qlik.dev).
  const bare = references.find(({ id, providerType }) => id === undefined && providerType === undefined);
  if (kind === 'group' && bare !== undefined) {
    return { problem: `The group "${bare.name}" needs its providerType, idp or custom.`, member: 'value' };
  }
  return { change: (user, { state }) => change(user, kind, op, references, state.catalogue) };
}

/** The deprecated `/roles`: system roles by name, an array or one alone. Roles of other kinds are kept. */
export function planRoleNames(op: PatchOp, value: unknown): Planned {
  if (op === 'renew') return wrongOp(op, ALLOWED);
  const names: unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  if (!names.every((name) => typeof name === 'string') || (value === undefined && op !== 'unset')) {
    return { problem: 'The value must be a role name or an array of role names.', member: 'value' };
  }
  return {
    change: (user, { state }) => {
      const { catalogue } = state;
      const isSystem = (id: string) => isSystemRole(catalogue.role({ id })?.name ?? '');
      const custom = user.roleIds.filter((id) => !isSystem(id));
      if (op === 'unset' && names.length === 0) return { user: { ...user, roleIds: custom } };
      const stray = names.find((name) => !isSystemRole(name));
      if (stray !== undefined) {
        return { failure: { ...USER_NOT_FOUND_ITEM, detail: `"${stray}" is not a system role.` } };
      }
      const references = names.map((name): Reference => ({ name }));
      if (!replaces(op)) {
        return change(user, 'role', op === 'unset' ? 'remove-value' : op, references, catalogue);
      }
      return change({ ...user, roleIds: custom }, 'role', 'add', references, catalogue);
    },
  };
}

function replaces(op: PatchOp): boolean {
  return op === 'replace' || op === 'set';
}

/** A reference that leads nowhere fails the operation as a whole. */
function change(
  user: StoredUser,
  kind: Kind,
  op: PatchOp,
  references: readonly Reference[],
  catalogue: Catalogue,
): Outcome {
  const ids: string[] = [];
  for (const reference of references) {
    const found = kind === 'role' ? catalogue.role(reference) : catalogue.group(reference);
    if (found === undefined) {
      return {
        failure: { ...USER_NOT_FOUND_ITEM, detail: `No ${kind} has ${describeReference(reference)}.` },
      };
    }
    ids.push(found.id);
  }
  const field = FIELD_OF[kind];
  const held = user[field];
  if (op === 'remove-value') {
    return { user: { ...user, [field]: held.filter((id) => !ids.includes(id)) } };
  }
  return { user: { ...user, [field]: [...new Set(op === 'add' ? [...held, ...ids] : ids)] } };
}
