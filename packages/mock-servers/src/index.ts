import { createControlPlane } from './control/control.js';
import type { Answer } from './faults/effects.js';
import { createCore } from './mock/core.js';
import type { Mock } from './mock/mock.js';
import type { MockOptions, ServerOptions } from './mock/options.js';
import { serve } from './server/serve.js';
import type { Vendor } from './vendor/vendors.js';

export type { Violation } from './contract/violation.js';
export type { Fault } from './faults/fault.js';
export type { FaultHandle, Faults } from './faults/faults.js';
export type { JournalEntry } from './journal/journal.js';
export type { Mock } from './mock/mock.js';
export type { MockOptions, ServerOptions } from './mock/options.js';
export type { Clock } from './sandbox/clock.js';
export type { Credentials } from './vendor/table.js';
export { type Vendor, vendors } from './vendor/vendors.js';

export interface InProcessMock extends Mock {
  /** Has the shape of the global `fetch`, without a network: any origin in the URL will do. */
  fetch(input: Request | string | URL, init?: RequestInit): Promise<Response>;
}

export interface RunningMock extends Mock {
  /** Origin without a trailing slash. */
  readonly url: string;
  readonly port: number;
  /** Stops listening; running requests may finish. */
  close(): Promise<void>;
}

/** A vendor without a port: hand its `fetch` to the client under test. */
export async function createMock(vendor: Vendor, options?: MockOptions): Promise<InProcessMock> {
  const { answer, mock } = await createAnswering(vendor, options, false);
  return {
    ...mock,
    async fetch(input, init) {
      const request = input instanceof Request && init === undefined ? input : new Request(input, init);
      request.signal.throwIfAborted();
      return deliver(await answer(request));
    },
  };
}

/**
 * A vendor on a port of this machine. Rejects with Node's own error when the port cannot be had (`EADDRINUSE`),
 * and with an Error that names the fault when `seed` is not what the vendor knows.
 */
export async function startMock(
  vendor: Vendor,
  options: MockOptions & ServerOptions = {},
): Promise<RunningMock> {
  const { answer, mock } = await createAnswering(vendor, options, true);
  const { close, port, url } = await serve(answer, options);
  return { ...mock, url, port, close };
}

/** The vendor with its control plane in front; `served`: on a port. */
async function createAnswering(
  vendor: Vendor,
  options: MockOptions = {},
  served: boolean,
): Promise<{ mock: Mock; answer(request: Request): Promise<Answer> }> {
  const { answer, operations, ...mock } = await createCore(vendor, options);
  if (options.controlPlane === false) return { mock, answer };
  const control = createControlPlane(mock, { operations, served, hosts: options.controlHosts });
  return {
    mock,
    async answer(request) {
      const response = await control(request);
      return response === undefined ? answer(request) : { response, delivery: 'whole' };
    },
  };
}

/** A cut connection looks as it does from the global `fetch`. */
async function deliver({ delivery, response }: Answer): Promise<Response> {
  if (delivery === 'whole') return response;
  const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  if (delivery === 'reset') throw new TypeError('fetch failed', { cause });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const half = new ReadableStream({
    start: (controller) => controller.enqueue(bytes.subarray(0, bytes.byteLength >> 1)),
    pull: (controller) => controller.error(new TypeError('terminated', { cause })),
  });
  return new Response(half, { status: response.status, headers: response.headers });
}
