import type { QlikOptions } from '@rollcall/facade/qlik';
import type { QRadarOptions } from '@rollcall/facade/qradar';
import type { QualysSaqOptions } from '@rollcall/facade/qualys-saq';
import { type RunningMock, startMock } from '@rollcall/mock-servers';
import { type FakeClock, fakeClock } from './clock.js';
import {
  type OpenOptions,
  openQlik,
  openQRadar,
  openQualysSaq,
  qlik,
  qradar,
  qualysSaq,
} from './vendors/index.js';

type Setting<Options> = OpenOptions<Options> & {
  /** Generated users beside the documents' own. */
  readonly users?: number;
  /** A sandbox that is running already, for a second client of it. */
  readonly mock?: RunningMock;
};
/** A sandbox over TCP with a client of it; both live by one fake clock, so that tasks are stepped by waiting. */
export async function qradarSandbox({
  users = 0,
  mock: running,
  console,
  pastEndStatus,
  ...options
}: Setting<QRadarOptions> & {
  /** Which resources the console has; all of them unless said. */
  readonly console?: 'guide' | 'ibm';
  /** What the console answers past the end of a list, and to an empty one; 200 unless said. */
  readonly pastEndStatus?: 416;
} = {}) {
  const clock: FakeClock = fakeClock();
  const vendorOptions = {
    ...(console === undefined ? {} : { resources: console }),
    ...(pastEndStatus === undefined ? {} : { pastEndStatus }),
  };
  const mock =
    running ?? (await startMock('qradar', { users, clock, strict: true, taskStepMs: 1500, vendorOptions }));
  const client = openQRadar(mock.url, { secret: qradar.credential.sandbox, clock, ...options });
  return { qradar: client, mock, clock, close: () => mock.close() };
}

/** The same for Qlik. */
export async function qlikSandbox({ users = 0, mock: running, ...options }: Setting<QlikOptions> = {}) {
  const clock = fakeClock();
  const mock = running ?? (await startMock('qlik', { users, clock, strict: true }));
  const client = openQlik(mock.url, { secret: qlik.credential.sandbox, clock, ...options });
  return { qlik: client, mock, clock, close: () => mock.close() };
}

/** The same for Qualys SAQ. */
export async function qualysSaqSandbox({
  users = 0,
  mock: running,
  ...options
}: Setting<QualysSaqOptions> = {}) {
  const clock = fakeClock();
  const mock = running ?? (await startMock('qualys-saq', { users, clock, strict: true }));
  const saq = openQualysSaq(mock.url, { secret: qualysSaq.credential.sandbox, clock, ...options });
  return { saq, mock, clock, close: () => mock.close() };
}
