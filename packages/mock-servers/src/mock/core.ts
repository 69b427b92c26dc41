import { AsyncLocalStorage } from 'node:async_hooks';
import type { Checked } from '../contract/contract.js';
import type { Violation } from '../contract/violation.js';
import { type Answer, applyFault, wait } from '../faults/effects.js';
import { createFaults, type FaultInjector } from '../faults/faults.js';
import { type JournalEntry, remember } from '../journal/journal.js';
import { maskBody, maskHeaders, maskUrl } from '../journal/mask.js';
import { systemClock } from '../sandbox/clock.js';
import type { TaskFault } from '../sandbox/sandbox.js';
import { atPath } from '../server/at-path.js';
import type { Operation } from '../spec/operation.js';
import { operationsOf } from '../spec/operations.js';
import { createRouter } from '../spec/router.js';
import { secretNames } from '../spec/secrets.js';
import { vendorTable } from '../vendor/table.js';
import type { Vendor } from '../vendor/vendors.js';
import type { Mock } from './mock.js';
import { prismMode, sandboxMode } from './modes.js';
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

export async function createCore<V extends Vendor>(
  vendor: V,
  options: MockOptions = {},
): Promise<MockCore<V>> {
  const { clock = systemClock, random = Math.random, latencyMs = 0, mode = 'sandbox' } = options;
  if (mode === 'prism') refuseSandboxOptions(options);
  const operations = operationsOf(vendor);
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

  async function answer(sent: Request): Promise<Answer> {
    const at = new Date(clock.now()).toISOString();
    const start = performance.now();
    const address = new URL(sent.url);
    const path = vendorTable[vendor].tidyPath?.(address.pathname) ?? address.pathname;
    const request = path === address.pathname ? sent : atPath(path, sent);
    const operation = match(request.method, path);
    const url = maskUrl(address, operation?.path, secrets);
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
      const { requestText, responseText } = checked;
      const found = (checked.violations ?? []).map((violation) => ({ ...violation, url }));
      for (const violation of found) if (violation.direction === 'response') remember(violations, violation);
      count += 1;
      const entry: JournalEntry = {
        n: count,
        at,
        method: request.method,
        url,
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

/** @throws TypeError for an option that only a sandbox uses. */
function refuseSandboxOptions({ profile, strict, taskStepMs, users, vendorOptions }: MockOptions): void {
  const needs = 'needs mode "sandbox": Prism answers examples of the document.';
  if (profile !== undefined) throw new TypeError(`A profile ${needs}`);
  const [name] =
    Object.entries({ strict: strict || undefined, taskStepMs, users, vendorOptions }).find(
      ([, value]) => value !== undefined,
    ) ?? [];
  if (name !== undefined) throw new TypeError(`The option ${name} ${needs}`);
}

function takeTaskFault(faults: FaultInjector, current: Current | undefined): TaskFault | undefined {
  const fault = current && faults.take(current.request, current.operationId, 'task');
  if (current === undefined || fault?.task === undefined) return undefined;
  current.taskFault = true;
  return { outcome: fault.task, ...(fault.taskState !== undefined && { state: fault.taskState }) };
}
