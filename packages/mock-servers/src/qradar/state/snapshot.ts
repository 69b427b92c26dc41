import { deployView } from '../staged/deploy.js';
import { taskView } from '../tasks/tasks.js';
import type { QRadarState } from './state.js';

/** The whole state as JSON data: no password, no token. Users carry both of their assignments. */
export function snapshotOf(state: QRadarState): Record<string, unknown> {
  return {
    now: state.now,
    users: [...state.users.values()].map(({ password, deployed, staged, ...user }) => ({
      ...user,
      has_password: password !== null,
      deployed: deployed ?? null,
      staged: staged ?? null,
    })),
    user_roles: [...state.roles.values()],
    security_profiles: [...state.profiles.values()],
    tenants: [...state.tenants.values()],
    authorized_services: [...state.services.values()].map(({ token: _token, ...service }) => service),
    dependents: [...state.dependents].flatMap(([userId, list]) =>
      list.map((dependent) => ({ user_id: userId, ...dependent })),
    ),
    password_policy: state.passwordPolicy,
    login_attempts: state.loginAttempts,
    tasks: [...state.tasks.values()].map((task) => ({
      ...taskView(task, state),
      kind: task.kind,
      user_id: task.userId,
    })),
    deploy: state.deploy === undefined ? null : deployView(state),
    task_states: [...state.taskStates],
  };
}
