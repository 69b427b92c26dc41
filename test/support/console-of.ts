import { createQRadar, type QRadarOptions } from '@rollcall/facade/qradar';
import { onTestFinished } from 'vitest';
import { fakeClock } from './clock.js';
import { refusingServer } from './refusing-server.js';

/** A console on a real socket that answers by `answer`, and 404 where that says nothing. */
export async function consoleOf(
  answer: (method: string, path: string) => Response | undefined,
  options: Partial<QRadarOptions> = {},
) {
  const server = await refusingServer(async (url, { method = '' }) => {
    const { pathname } = new URL(url);
    return answer(method, pathname) ?? Response.json({ message: 'not here' }, { status: 404 });
  });
  onTestFinished(() => server.close());
  const qradar = createQRadar({
    baseUrl: server.url,
    auth: { secToken: 'a-sec-token' },
    clock: fakeClock(),
    retry: false,
    ...options,
  });
  const calls = () => server.calls.map(({ method, path }) => `${method} ${path}`);
  return { qradar, calls, url: server.url };
}
