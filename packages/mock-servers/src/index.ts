import { createControlPlane } from './control/control.js';
import type { Answer } from './faults/effects.js';
import { checkOptions } from './input/options.js';
import { createCore } from './mock/core.js';
import type { Mock } from './mock/mock.js';
import { type MockOptions, mockOptionRules, type ServerOptions, serverOptionRules } from './mock/options.js';
import { withCors } from './server/cors.js';
import { checkHostNames, refuseHost } from './server/host-names.js';
import { serve } from './server/serve.js';
import { checkVendor, type Vendor } from './vendor/vendors.js';

export type { Violation } from './contract/violation.js';
export type { Fault } from './faults/fault.js';
export type { FaultHandle, Faults } from './faults/faults.js';
export type { PathPattern } from './faults/path-pattern.js';
export type { JournalEntry } from './journal/journal.js';
export type { Mock } from './mock/mock.js';
export type { MockOptions, ServerOptions } from './mock/options.js';
export type { Profile, ProfileError } from './profile/profile.js';
export type { Clock } from './sandbox/clock.js';
export type { Credentials } from './vendor/table.js';
export { type OperationId, VENDORS, type Vendor } from './vendor/vendors.js';

export interface InProcessMock<V extends Vendor = Vendor> extends Mock<V> {
  /** Has the shape of the global `fetch`, without a network: any origin in the URL will do. */
  fetch(input: Request | string | URL, init?: RequestInit): Promise<Response>;
}

export interface RunningMock<V extends Vendor = Vendor> extends Mock<V> {
  /** Origin without a trailing slash. */
  readonly url: string;
  readonly port: number;
  /** With the option `tls`: the certificate, as PEM, that clients have to trust; `undefined` without it. */
  readonly ca: string | undefined;
  /** Stops listening; running requests may finish. */
  close(): Promise<void>;
}

/**
 * A vendor without a port: hand its `fetch` to the client under test. Rejects with a RangeError or a TypeError for an
 * unknown vendor or option and for a wrong value.
 * @example
 * const mock = await createMock('qradar', { users: 120 });
 * const { headers } = mock.credentials;
 * const response = await mock.fetch('https://qradar.example.com/api/config/access/users', { headers });
 */
export async function createMock<V extends Vendor>(
  vendor: V,
  options: MockOptions = {},
): Promise<InProcessMock<V>> {
  checkVendor(vendor);
  checkOptions(options, mockOptionRules, 'createMock');
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
 * with an Error that names the place when `seed` is not what the vendor knows, and with a RangeError or a TypeError for
 * an unknown vendor or option and for a wrong value, such as a URL in `allowedHosts`.
 * @example
 * const mock = await startMock('iq', { port: 0 });
 * const { headers } = mock.credentials;
 * const response = await fetch(`${mock.url}/api/v2/users`, { headers });
 * await mock.close();
 */
export async function startMock<V extends Vendor>(
  vendor: V,
  options: MockOptions & ServerOptions = {},
): Promise<RunningMock<V>> {
  checkVendor(vendor);
  checkOptions(options, { ...mockOptionRules, ...serverOptionRules }, 'startMock');
  const { allowedHosts = [], host } = options;
  checkHostNames(allowedHosts);
  const { answer, mock } = await createAnswering(vendor, options, true);
  const allowed = host === undefined ? allowedHosts : [...allowedHosts, host];
  const { ca, close, port, url } = await serve(async (request) => {
    const refused = refuseHost(request, allowed);
    return refused === undefined ? answer(request) : { response: refused, delivery: 'whole' };
  }, options);
  return { ...mock, url, port, ca, close };
}

/** The vendor with its control plane in front; `served`: on a port. */
async function createAnswering<V extends Vendor>(
  vendor: V,
  options: MockOptions & ServerOptions,
  served: boolean,
): Promise<{ mock: Mock<V>; answer(request: Request): Promise<Answer> }> {
  const { answer: answerVendor, operations, ...mock } = await createCore(vendor, options);
  const { cors = [] } = options;
  // The control plane stays closed to web pages.
  const answer = (request: Request) => withCors(request, cors, answerVendor);
  if (options.controlPlane === false) return { mock, answer };
  const control = createControlPlane(mock, {
    operations,
    served,
    maxBodyBytes: options.maxBodyBytes,
  });
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
