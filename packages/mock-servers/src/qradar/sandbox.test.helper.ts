import type { Sandbox } from '../sandbox/sandbox.js';
import { qradarSandbox } from './index.js';
import type { QRadarOptions } from './state/options.js';

/** The sandbox without the contract around it, for what the spec is stricter about than IBM's text. */
export function startSandbox(options: QRadarOptions = {}): {
  sandbox: Sandbox;
  call(method: string, path: string, headers?: Record<string, string>, body?: string): Promise<Response>;
} {
  const sandbox = qradarSandbox(
    { clock: { now: () => 0 }, random: () => 0.5, baseUrl: ({ url }) => new URL(url).origin },
    options,
  );
  return {
    sandbox,
    call: async (method, path, headers = {}, body) => {
      const all = new Headers({ SEC: 'sandbox-token', ...headers });
      for (const [name, value] of [...all]) if (value === '') all.delete(name);
      return sandbox.fetch(
        new Request(new URL(path, 'http://localhost'), {
          method,
          headers: all,
          ...(body === undefined ? {} : { body }),
        }),
      );
    },
  };
}
