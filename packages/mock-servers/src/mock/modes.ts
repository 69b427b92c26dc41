import { readFileSync } from 'node:fs';
import { type Checked, createContract } from '../contract/contract.js';
import { packageRoot } from '../package-root.js';
import { applyProfile } from '../profile/apply-profile.js';
import { checkProfile } from '../profile/check-profile.js';
import { systemClock } from '../sandbox/clock.js';
import type { Sandbox, TaskFault } from '../sandbox/sandbox.js';
import { baseUrl } from '../server/base-url.js';
import type { Operation } from '../spec/operation.js';
import { operationsOf } from '../spec/operations.js';
import type { Router } from '../spec/router.js';
import { vendorTable } from '../vendor/table.js';
import type { Vendor } from '../vendor/vendors.js';
import type { MockOptions } from './options.js';

/** What answers the requests of a mock, and what can be done with its state. */
export interface Mode {
  respond(request: Request, operation: Operation | undefined): Promise<Checked>;
  readonly state: Pick<Sandbox, 'seed' | 'reset' | 'snapshot'>;
}

/** What a sandbox is given of the mock that it works in. */
interface Surroundings {
  operations: readonly Operation[];
  match: Router;
  taskFault(): TaskFault | undefined;
}

/** A sandbox with state, behind the contract that the vendor's document is. */
export async function sandboxMode(
  vendor: Vendor,
  options: MockOptions,
  { match, operations, taskFault }: Surroundings,
): Promise<Mode> {
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

/** Stock Prism, which answers the document's examples and keeps nothing. */
export async function prismMode(vendor: Vendor, maxBodyBytes: number | undefined): Promise<Mode> {
  const { createPrismMock } = await import('../contract/prism.js').catch((error: unknown) => {
    throw (error as { code?: string }).code === 'ERR_MODULE_NOT_FOUND' ? needsPrism(error) : error;
  });
  const mock = createPrismMock(operationsOf(vendor), maxBodyBytes);
  const state: Mode['state'] = {
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
  const message = `Mode prism needs stock Prism beside this package: npm install --save-dev ${wanted.join(' ')}`;
  return new Error(message, { cause });
}
