import { createMock } from '../index.js';
import type { QRadarOptions } from './state/options.js';

interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever JSON the console answers
  body: any;
}

export interface Console {
  /** Moves the console's clock. */
  pass(ms: number): void;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  seed(data: unknown): void;
  reset(): void;
  snapshot(): unknown;
}

export const start = Date.parse('2026-01-01T00:00:00Z');
export const STEP_MS = 400;

export function basic(username: string, password: string): Record<string, string> {
  return { Authorization: `Basic ${btoa(`${username}:${password}`)}`, SEC: '' };
}

/**
 * A console whose clock only moves when told, behind the strict contract: an answer that the spec does not allow is a
 * 500. An empty header value removes the header.
 */
export async function startConsole(options: QRadarOptions = {}): Promise<Console> {
  let now = start;
  let seed = 1;
  const random = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  const { taskStepMs = STEP_MS, users = 0, ...vendorOptions } = options;
  const clock = { now: () => now };
  const mock = await createMock('qradar', { strict: true, clock, random, taskStepMs, users, vendorOptions });
  return {
    pass: (ms) => {
      now += ms;
    },
    seed: (data) => mock.seed(data),
    reset: () => mock.reset(),
    snapshot: () => mock.snapshot(),
    call: async (method, path, body, headers = {}) => {
      const all = new Headers({ SEC: 'sandbox-token', Version: '26.0', ...headers });
      for (const [name, value] of [...all]) if (value === '') all.delete(name);
      if (body !== undefined && !all.has('Content-Type')) all.set('Content-Type', 'application/json');
      const response = await mock.fetch(
        new Request(new URL(path, 'http://localhost'), {
          method,
          headers: all,
          ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        }),
      );
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: text === '' ? undefined : JSON.parse(text),
      };
    },
  };
}

export const USERS = '/api/config/access/users';
export const STAGED_USERS = '/api/staged_config/access/users';
export const SERVICES = '/api/config/access/authorized_services';
export const DEPLOY_STATUS = '/api/staged_config/deploy_status';

/** The guide's own request. */
export const JSMITH = {
  username: 'jsmith',
  password: 'P@ssw0rd!',
  email: 'jsmith@example.com',
  user_role: { id: 2 },
  security_profile: { id: 1 },
};

export const STAGED_JSMITH = {
  username: 'jsmith',
  password: 'P@ssw0rd!',
  email: 'jsmith@example.com',
  user_role_id: 2,
  security_profile_id: 1,
};
