import { createQRadar, type QRadar, type QRadarOptions } from '@rollcall/facade/qradar';
import { createQualysSaq, type QualysSaqOptions } from '@rollcall/facade/qualys-saq';
import { type RunningMock, startMock } from '@rollcall/mock-servers';
import { type FakeClock, fakeClock } from './clock.js';

type Setting<Options> = Partial<Options> & {
  /** Generated users beside the documents' own. */
  readonly users?: number;
  /** A sandbox that is running already, for a second client of it. */
  readonly mock?: RunningMock;
};

/** A sandbox over TCP with a client of it; both live by one fake clock, so that tasks are stepped by waiting. */
export async function qradarSandbox({ users = 0, mock: running, ...options }: Setting<QRadarOptions> = {}) {
  const clock: FakeClock = fakeClock();
  const mock = running ?? (await startMock('qradar', { users, clock, strict: true, taskStepMs: 1500 }));
  const qradar: QRadar = createQRadar({
    baseUrl: mock.url,
    auth: { secToken: 'sandbox-token' },
    clock,
    ...options,
  });
  return { qradar, mock, clock, close: () => mock.close() };
}

/** The same for Qualys SAQ. */
export async function qualysSaqSandbox({
  users = 0,
  mock: running,
  ...options
}: Setting<QualysSaqOptions> = {}) {
  const clock = fakeClock();
  const mock = running ?? (await startMock('qualys-saq', { users, clock, strict: true }));
  const saq = createQualysSaq({
    baseUrl: mock.url,
    auth: { username: 'sandbox', password: 'sandbox' },
    clock,
    ...options,
  });
  return { saq, mock, clock, close: () => mock.close() };
}
