import type { DependentRecord, UserRecord } from '../state/model.js';
import type { QRadarState } from '../state/state.js';

/** What depends on a user: the authorized services that the user created, and what a seed says. */
export function dependentsOf({ id, username }: UserRecord, state: QRadarState): DependentRecord[] {
  const services = [...state.services.values()].filter(({ created_by }) => created_by === username);
  return [
    ...services.map((service) => ({
      ...NEW_DEPENDENT,
      dependent_id: String(service.id),
      dependent_name: service.label,
      dependent_owner: username,
      dependent_type: 'AUTHORIZED_SERVICE',
    })),
    ...(state.dependents.get(id) ?? []),
  ];
}

/** What a dependent is unless something else is said. */
export const NEW_DEPENDENT = {
  dependent_database: null,
  dependent_group_ids: null,
  user_has_edit_permissions: true,
  blocking: false,
} as const satisfies Partial<DependentRecord>;
