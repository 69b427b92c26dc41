import { requireCapability } from '../http/auth.js';
import { ApiError, CODES, unprocessable } from '../http/errors.js';
import type { Call, OperationRoute } from '../http/route.js';
import type { Assignment, DeployRecord, DeployType, UserRecord } from '../state/model.js';
import type { QRadarState } from '../state/state.js';
import { UNKNOWN_STATE } from '../tasks/tasks.js';

export const deployRoutes: readonly OperationRoute[] = [
  {
    operationId: 'getDeployStatus',
    handle: (call) => Response.json(deployView(call.state)),
  },
  { operationId: 'executeDeploy', handle: executeDeploy },
];

async function executeDeploy(call: Call): Promise<Response> {
  const { caller, state } = call;
  requireCapability(caller, 'ADMIN', 'SAASADMIN');
  const body = await call.body();
  const { type } = body;
  if (type !== 'INCREMENTAL' && type !== 'FULL') {
    throw unprocessable(CODES.badRequestParameter, 'The type of a deploy is INCREMENTAL or FULL.');
  }
  if (state.deploy !== undefined && !state.deploy.applied) {
    throw new ApiError(409, CODES.notFound, 'A deploy is running already.');
  }
  const changes = pendingChanges(state);
  // The text is what the ibm.qradar collection of Ansible looks for.
  if (changes.size === 0) throw new ApiError(409, CODES.notFound, 'No changes to deploy.');
  const fault = state.takeFault();
  state.deploy = { type, initiatedBy: caller.name, created: state.now, changes, applied: false, fault };
  return Response.json(deployView(state));
}

/** What a deploy would change, by user; undefined deletes. What is staged while it runs waits for the next one. */
function pendingChanges(state: QRadarState): Map<number, Assignment | undefined> {
  const changes = new Map<number, Assignment | undefined>();
  for (const user of state.users.values()) {
    if (!sameAssignment(user))
      changes.set(user.id, user.staged === undefined ? undefined : { ...user.staged });
  }
  return changes;
}

function sameAssignment({ deployed, staged }: UserRecord): boolean {
  if (deployed === undefined || staged === undefined) return deployed === staged;
  const keys = Object.keys(staged) as (keyof Assignment)[];
  return keys.every((key) => deployed[key] === staged[key]);
}

/** Makes a finished deploy's changes active. Called before each request. */
export function settleDeploy(state: QRadarState): void {
  const { deploy } = state;
  if (deploy === undefined || deploy.applied || stepOf(deploy, state) < 2) return;
  if (deploy.fault !== undefined && deploy.fault.outcome !== 'failed') return;
  deploy.applied = true;
  if (deploy.fault !== undefined) return;
  for (const [id, assignment] of deploy.changes) {
    const user = state.users.get(id);
    if (user === undefined) continue;
    user.deployed = assignment;
    state.purge(id);
  }
}

function stepOf(deploy: DeployRecord, state: QRadarState): number {
  const { taskStepMs } = state.settings;
  const last = deploy.fault?.outcome === 'stuck' ? 1 : 2;
  return taskStepMs > 0 ? Math.min(last, Math.floor((state.now - deploy.created) / taskStepMs)) : last;
}

/**
 * The states are those of IBM's sample; its text has others. Before the first deploy that somebody asked for, the one of
 * the installation is shown.
 */
export function deployView(state: QRadarState): Record<string, unknown> {
  const deploy = state.deploy ?? INSTALLATION;
  const { taskStepMs } = state.settings;
  const step = state.deploy === undefined ? 2 : stepOf(deploy, state);
  const share = taskStepMs > 0 ? (state.now - deploy.created) / (2 * taskStepMs) : 1;
  const isOver = step === 2;
  const hasErrors = isOver && deploy.fault?.outcome === 'failed';
  const hostStatus = hasErrors ? 'ERROR' : ['INITIATING', 'IN_PROGRESS', 'SUCCESS'][step];
  const end = deploy.fault?.outcome === 'unknown' ? (deploy.fault.state ?? UNKNOWN_STATE) : 'COMPLETE';
  return {
    type: deploy.type,
    status: ['INITIALIZING', 'IN_PROGRESS', end][step],
    percent_complete: [0, Math.min(99, Math.floor(share * 100)), 100][step],
    has_errors: hasErrors,
    error_message: hasErrors ? 'The deploy failed on 127.0.0.1; nothing was changed.' : null,
    hosts: [{ ip: '127.0.0.1', status: hostStatus, host_status: hostStatus }],
    initiated_by: deploy.initiatedBy,
    initiated_from: '127.0.0.1',
  };
}

const INSTALLATION: DeployRecord = {
  type: 'FULL' satisfies DeployType,
  initiatedBy: 'admin',
  created: 0,
  changes: new Map(),
  applied: true,
};
