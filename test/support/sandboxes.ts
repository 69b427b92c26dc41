import { createQRadar, type QRadar, type QRadarOptions } from '@rollcall/facade/qradar';
import { type RunningMock, startMock } from '@rollcall/mock-servers';
import { type FakeClock, fakeClock } from './clock.js';

interface Setting<Options> extends Partial<Options> {
  /** Generated users beside the documents' own. */
  readonly users?: number;
  /** A sandbox that is running already, for a second client of it. */
  readonly mock?: RunningMock;
}

/** A sandbox over TCP with a client of it; both live by one fake clock, so that tasks are stepped by waiting. */
export async function qradarSandbox({ users = 0, mock: running, ...options }: Setting<Omit<QRadarOptions, 'users'>> = {}) {
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
