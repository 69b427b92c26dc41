import { AsyncLocalStorage } from 'node:async_hooks';
import { readFileSync } from 'node:fs';
import { type Checked, createContract } from '../contract/contract.js';
import type { Violation } from '../contract/violation.js';
import { type Answer, applyFault, wait } from '../faults/effects.js';
import { createFaults, type FaultInjector } from '../faults/faults.js';
import { type JournalEntry, remember } from '../journal/journal.js';
import { maskBody, maskHeaders } from '../journal/mask.js';
import { packageRoot } from '../package-root.js';
import { applyProfile } from '../profile/apply-profile.js';
import { checkProfile } from '../profile/profile.js';
import { systemClock } from '../sandbox/clock.js';
import type { Sandbox, TaskFault } from '../sandbox/sandbox.js';
import { baseUrl } from '../server/base-url.js';
import { loadOperations, type Operation } from '../spec/operations.js';
import { createRouter, type Router } from '../spec/router.js';
import { secretNames } from '../spec/secrets.js';
import { vendorTable } from '../vendor/table.js';
import type { Vendor } from '../vendor/vendors.js';
import type { Mock } from './mock.js';
import type { MockOptions } from './options.js';

/** A mock before delivery: `answer` says how the response reaches the client. */
export interface MockCore<V extends Vendor = Vendor> extends Mock<V> {
  operations: readonly Operation[];
  answer(request: Request): Promise<Answer>;
}

/** The request that the sandbox is working on, so that a task knows which request starts it. */
interface Current {
  request: Request;
  operationId: string | undefined;
  taskFault?: true;
}

type Respond = (request: Request, operation: Operation | undefined) => Promise<Checked>;
type Stateful = Pick<Sandbox, 'seed' | 'reset' | 'snapshot'>;

export async function createCore<V extends Vendor>(
  vendor: V,
  options: MockOptions = {},
): Promise<MockCore<V>> {
  const { clock = systemClock, random = Math.random, latencyMs = 0, mode = 'sandbox' } = options;
  if (mode === 'prism' && options.profile !== undefined) {
    throw new TypeError('A profile needs mode "sandbox": Prism answers examples of the document.');
  }
  const operations = await loadOperations(vendor);
  const match = createRouter(operations);
  const secrets = secretNames(vendor);
  const faults = createFaults(random, {
    vendor,
    operationIds: operations.flatMap(({ iid }) => iid ?? []),
    hasTasks: mode === 'sandbox' && vendorTable[vendor].hasTasks === true,
  });
  const journal: JournalEntry[] = [];
  const violations: Violation[] = [];
  const currents = new AsyncLocalStorage<Current>();
  const taskFault = () => takeTaskFault(faults, currents.getStore());
  const { respond, state } = await (mode === 'prism'
    ? prismMode(vendor, options.maxBodyBytes)
    : sandboxMode(vendor, options, { operations, match, taskFault }));
  if (options.seed !== undefined) state.seed(options.seed);
  let count = 0;

  async function answer(request: Request): Promise<Answer> {
    const at = new Date(clock.now()).toISOString();
    const start = performance.now();
    const { pathname, search } = new URL(request.url);
    const operation = match(request.method, pathname);
    const current: Current = { request, operationId: operation?.iid };
    const fault = faults.take(request, current.operationId);
    let checked: Partial<Checked> = {};
    const vendorAnswer = async () => {
      const answered = await currents.run(current, () => respond(request, operation));
      checked = answered;
      return answered.response;
    };

    let result: Answer | undefined;
    try {
      await wait(latencyMs, request);
      result =
        fault === undefined
          ? { response: await vendorAnswer(), delivery: 'whole' }
          : await applyFault(fault, request, vendorAnswer);
      return result;
    } finally {
      const { violations: found = [], requestText, responseText } = checked;
      for (const violation of found) if (violation.direction === 'response') remember(violations, violation);
      count += 1;
      const entry: JournalEntry = {
        n: count,
        at,
        method: request.method,
        url: pathname + search,
        ...(current.operationId !== undefined && { operationId: current.operationId }),
        ...(result !== undefined && result.delivery !== 'reset' && { status: result.response.status }),
        ms: performance.now() - start,
        requestHeaders: maskHeaders(request.headers, secrets),
        ...(requestText !== undefined && { requestBody: maskBody(requestText, secrets) }),
        ...(result !== undefined &&
          result.delivery !== 'reset' && { responseHeaders: maskHeaders(result.response.headers, secrets) }),
        ...(responseText !== undefined && { responseBody: maskBody(responseText, secrets) }),
        ...(found.length > 0 && { violations: found }),
        ...((fault ?? current.taskFault) !== undefined && { fault: true as const }),
      };
      remember(journal, entry);
      options.log?.(entry);
    }
  }

  return {
    vendor,
    operations,
    credentials: vendorTable[vendor].credentials,
    journal,
    violations,
    faults: { add: faults.add, list: faults.list, clear: faults.clear },
    answer,
    seed: (data) => state.seed(data),
    snapshot: () => state.snapshot(),
    reset() {
      state.reset();
      if (options.seed !== undefined) state.seed(options.seed);
      faults.clear();
      journal.length = 0;
      violations.length = 0;
    },
  };
}

function takeTaskFault(faults: FaultInjector, current: Current | undefined): TaskFault | undefined {
  const fault = current && faults.take(current.request, current.operationId, 'task');
  if (current === undefined || fault?.task === undefined) return undefined;
  current.taskFault = true;
  return { outcome: fault.task, ...(fault.taskState !== undefined && { state: fault.taskState }) };
}

interface Surroundings {
  operations: readonly Operation[];
  match: Router;
  taskFault(): TaskFault | undefined;
}

async function sandboxMode(
  vendor: Vendor,
  options: MockOptions,
  { match, operations, taskFault }: Surroundings,
): Promise<{ respond: Respond; state: Stateful }> {
  const { clock = systemClock, random = Math.random, strict = false, taskStepMs, users } = options;
  const { maxBodyBytes } = options;
  const profile =
    options.profile === undefined ? undefined : checkProfile(options.profile, vendor, operations);
  const factory = await vendorTable[vendor].load();
  const state = factory(
    { clock, random, baseUrl, taskFault },
    {
      ...profile?.options,
      ...options.vendorOptions,
      ...(taskStepMs !== undefined && { taskStepMs }),
      ...(users !== undefined && { users }),
    },
  );
  const sandbox = profile === undefined ? state : applyProfile(state, profile, match);
  const check = createContract({ sandbox, strict, ...(maxBodyBytes !== undefined && { maxBodyBytes }) });
  const absent = new Set<string>(profile?.absentOperations);
  const isAbsent = (id: string) => absent.has(id) || state.isAbsent?.(id) === true;
  return {
    // What the system does not have is not held to its document.
    respond: (request, operation) => check(request, isAbsent(operation?.iid ?? '') ? undefined : operation),
    state,
  };
}

async function prismMode(
  vendor: Vendor,
  maxBodyBytes: number | undefined,
): Promise<{ respond: Respond; state: Stateful }> {
  const { createPrismMock } = await import('../contract/prism.js').catch((error: unknown) => {
    throw (error as { code?: string }).code === 'ERR_MODULE_NOT_FOUND' ? needsPrism(error) : error;
  });
  const mock = createPrismMock(await loadOperations(vendor), maxBodyBytes);
  const state: Stateful = {
    seed() {
      throw new Error('A mock in mode "prism" has no state to seed; use mode "sandbox".');
    },
    reset: () => undefined,
    snapshot: () => null,
  };
  return { respond: async (request) => ({ response: await mock(request), violations: [] }), state };
}

/** Stock Prism is an optional peer: it brings 150 packages that the sandboxes do without. */
function needsPrism(cause: unknown): Error {
  const manifest = readFileSync(new URL('package.json', packageRoot), 'utf8');
  const { peerDependencies } = JSON.parse(manifest) as { peerDependencies: Record<string, string> };
  const wanted = Object.entries(peerDependencies).map(([name, version]) => `${name}@${version}`);
  return new Error(
    `Mode prism needs stock Prism beside this package: npm install --save-dev ${wanted.join(' ')}`,
    {
      cause,
    },
  );
}
