import { factsOf } from '../../spec/fact.js';
import { pathOf } from '../../spec/places.js';
import { answerAll, answerItem } from '../http/answer.js';
import { requireCapability } from '../http/auth.js';
import { textField } from '../http/body.js';
import { ApiError, CODES, unprocessable } from '../http/errors.js';
import type { Call, OperationRoute } from '../http/route.js';
import { shapes } from '../query/shapes.js';
import type { TaskRecord } from '../state/model.js';
import type { QRadarState } from '../state/state.js';
import { progress, startTask, taskView } from './tasks.js';

/** What the console looks for, one part of a search each (IBM). */
const SUB_TASKS = factsOf('qradar').at('components', 'schemas', 'DependentsTaskType', 'enum').texts();

/** The one of the twelve states whose name says so; IBM does not say which it means. */
const CANCELS = 'CANCEL_REQUESTED';
const CANCELLED = 'CANCELLED';

export const dependentsRoutes: readonly OperationRoute[] = [
  { operationId: 'getUserDependents', handle: startSearch },
  {
    operationId: 'getUserDependentsTask',
    handle: (call) =>
      answerItem(call, dependentsView(searchOf(call), call.state), { shape: shapes.dependentsTask }),
  },
  { operationId: 'cancelUserDependentsTask', handle: cancelSearch },
  { operationId: 'listUserDependents', handle: listDependents },
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
    headers: { Location: pathOf('qradar', 'getUserDependentsTask', task.id) },
  });
}

function searchOf(call: Call): TaskRecord {
  const id = call.id('task_id');
  const task = call.state.tasks.get(id);
  if (task?.kind === 'dependents') return task;
  throw new ApiError(404, CODES.notFound, `No search for dependents has the id ${id}.`);
}

/** A search that is to stop says so at once, and has stopped one step later. */
async function cancelSearch(call: Call): Promise<Response> {
  const { caller, state } = call;
  const task = searchOf(call);
  const status = textField(await call.body(), 'status');
  if (status !== CANCELS) {
    throw unprocessable(CODES.badRequestParameter, `The status that cancels a search is ${CANCELS}.`);
  }
  if (task.settled) throw new ApiError(409, CODES.completedTask, 'The search is over already.');
  const { step } = progress(task, state);
  task.states = [...task.states.slice(0, step), CANCELS, CANCELLED];
  task.cancelledBy = caller.name;
  return answerItem(call, dependentsView(task, state), { shape: shapes.dependentsTask });
}

/** Nothing before the search is complete. */
function listDependents(call: Call): Response {
  const task = searchOf(call);
  const isComplete = progress(task, call.state).status === 'COMPLETED';
  return answerAll(call, isComplete ? task.dependents : [], shapes.dependent);
}

/** IBM's Dependents Task Status; the number of dependents is null until the task completes. */
function dependentsView(task: TaskRecord, state: QRadarState): Record<string, unknown> {
  const common = taskView(task, state);
  const { id: _id, name: _name, created_by: _createdBy, ...times } = common;
  const isComplete = progress(task, state).status === 'COMPLETED';
  const found = task.dependents.length;
  return {
    ...common,
    cancelled_by: task.cancelledBy ?? null,
    maximum: found,
    progress: isComplete ? found : 0,
    number_of_dependents: isComplete ? found : null,
    task_components: SUB_TASKS.map((subTask) => {
      const own = task.dependents.filter(({ dependent_type: type }) => subTaskOf(type) === subTask).length;
      return {
        ...times,
        task_sub_type: subTask,
        maximum: own,
        progress: isComplete ? own : 0,
        number_of_dependents: isComplete ? own : null,
      };
    }),
  };
}

/** Kinds whose sub-task is not called by their own name in the plural. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  APP: 'NAMED_SERVICES',
  ARIEL_INDEX: 'ARIEL_INDEXING',
  ARIEL_SAVED_SEARCH: 'ARIEL_SAVED_SEARCHES',
  ASSET_SAVED_SEARCH: 'ASSET_SAVED_SEARCHES',
  ASSIGNED_VULNERABILITY: 'VULNERABILITIES',
  BUILDING_BLOCK: 'RULES',
  CRE_ADE_RULE: 'ADE_RULES',
  CRE_RULE: 'RULES',
  DOMAIN_MAPPING: 'DOMAIN',
  FORWARDING_PROFILE: 'FORWARDING_PROFILE',
  HISTORICAL_PROFILE: 'HISTORICAL_CORRELATION_PROFILES',
  OFFENSE_SAVED_SEARCH: 'OFFENSE_SAVED_SEARCHES',
  STORE_AND_FORWARD_POLICY: 'STORE_AND_FORWARD_POLOCIES',
  VULNERABILITY_SAVED_SEARCH: 'VULNERABILITY_SAVED_SEARCHES',
};

/** Which part of a search finds a kind of dependents; the pages do not say, so it is read from the names. */
function subTaskOf(type: string): string {
  return `FIND_DEPENDENT_${OTHER_NAMES[type] ?? `${type}S`}`;
}
