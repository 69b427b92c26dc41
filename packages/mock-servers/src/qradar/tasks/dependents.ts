import { answerItem } from '../http/answer.js';
import { requireCapability } from '../http/auth.js';
import { ApiError, CODES } from '../http/errors.js';
import type { Call, Route } from '../http/route.js';
import { shapes } from '../query/shapes.js';
import type { TaskRecord } from '../state/model.js';
import type { QRadarState } from '../state/state.js';
import { progress, startTask, taskView } from './tasks.js';

/** What the console looks for (IBM). Of these the sandbox only has authorized services. */
const SUB_TYPES = [
  'ARIEL_SAVED_SEARCHES',
  'OFFENSE_SAVED_SEARCHES',
  'ASSET_SAVED_SEARCHES',
  'VULNERABILITY_SAVED_SEARCHES',
  'ADE_RULES',
  'RULES',
  'CALCULATED_PROPERTIES',
  'AQL_PROPERTIES',
  'LOG_SOURCE_GROUPS',
  'CUSTOM_PROPERTIES',
  'REPORTS',
  'DASHBOARDS',
  'STORE_AND_FORWARD_POLOCIES',
  'AUTHORIZED_SERVICES',
  'OFFENSE_TYPES',
  'ASSIGNED_OFFENSES',
  'VULNERABILITIES',
  'GROUPS',
  'HISTORICAL_CORRELATION_PROFILES',
  'SECURITY_PROFILES',
  'ARIEL_INDEXING',
  'DOMAIN',
  'NAMED_SERVICES',
  'FORWARDING_PROFILE',
] as const;

export const dependentsRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/config/access/users/:id/dependents', handle: startSearch },
  { method: 'GET', path: '/api/config/access/user_dependent_tasks/:task_id', handle: getSearch },
];

function startSearch(call: Call): Response {
  const { caller, state } = call;
  const id = call.id();
  if (caller.user?.id !== id) requireCapability(caller, 'ADMIN', 'SAASADMIN');
  const user = state.deployedUser(id);
  if (user === undefined) throw new ApiError(404, CODES.notFound, `No user has the id ${id}.`);
  const task = startTask(state, 'dependents', user, caller);
  return answerItem(call, dependentsView(task, state), {
    shape: shapes.dependentsTask,
    status: 202,
    headers: { Location: `/api/config/access/user_dependent_tasks/${task.id}` },
  });
}

function getSearch(call: Call): Response {
  const id = call.id('task_id');
  const task = call.state.tasks.get(id);
  if (task?.kind !== 'dependents') {
    throw new ApiError(404, CODES.notFound, `No search for dependents has the id ${id}.`);
  }
  return answerItem(call, dependentsView(task, call.state), { shape: shapes.dependentsTask });
}

/** IBM's Dependents Task Status; the number of dependents is null until the task completes. */
function dependentsView(task: TaskRecord, state: QRadarState): Record<string, unknown> {
  const common = taskView(task, state);
  const { id: _id, name: _name, created_by: _createdBy, ...times } = common;
  const isComplete = progress(task, state).status === 'COMPLETED';
  const maximum = state.services.size;
  return {
    ...common,
    cancelled_by: null,
    maximum,
    progress: isComplete ? maximum : 0,
    number_of_dependents: isComplete ? task.dependentServices : null,
    task_components: SUB_TYPES.map((subType) => {
      const hasObjects = subType === 'AUTHORIZED_SERVICES';
      const found = hasObjects ? task.dependentServices : 0;
      return {
        ...times,
        task_sub_type: `FIND_DEPENDENT_${subType}`,
        maximum: hasObjects ? maximum : 0,
        progress: isComplete && hasObjects ? maximum : 0,
        number_of_dependents: isComplete ? found : null,
      };
    }),
  };
}
