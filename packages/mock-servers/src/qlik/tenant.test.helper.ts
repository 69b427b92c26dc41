import type { Sandbox, SandboxOptions } from '../sandbox/sandbox.js';
import { qlikSandbox } from './index.js';

export const JOHN = '62716ab404a7bd8626af9bd6';
export const BOB = '62716ac4c7e500e13ff5fa22';
export const ALICE = '626949b9017b657805080bbd';
export const CAROL = '626949bf017b657805080bbe';

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever JSON the sandbox answers
  body: any;
}

export interface Tenant {
  sandbox: Sandbox;
  /** Moves the sandbox's clock. */
  pass(ms: number): void;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Ids of every user that a walk along a link meets. */
  walk(path: string, link?: 'next' | 'prev'): Promise<string[]>;
}

/** A sandbox with a clock that only moves when told and repeatable ids. */
export function tenant(options?: SandboxOptions): Tenant {
  let now = Date.parse('2026-01-01T00:00:00Z');
  let seed = 1;
  const random = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  const baseUrl = ({ url }: Request) => new URL(url).origin;
  const sandbox = qlikSandbox({ clock: { now: () => now }, random, baseUrl }, options);

  const call: Tenant['call'] = async (method, path, body, headers = {}) => {
    const response = await sandbox.fetch(
      new Request(new URL(path, 'http://localhost/api/v1/'), {
        method,
        headers: {
          authorization: 'Bearer sandbox-key',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : text || undefined,
    };
  };

  return {
    sandbox,
    call,
    pass(ms) {
      now += ms;
    },
    async walk(path, link = 'next') {
      const met: string[] = [];
      for (let href: string | null = path; href !== null; ) {
        const { status, body }: Answer = await call('GET', href);
        if (status !== 200) throw new Error(`GET ${href} answered ${status}`);
        met.push(...body.data.map(({ id }: { id: string }) => id));
        href = body.links[link].href;
      }
      return met;
    },
  };
}

export function names({ body }: Answer): string[] {
  return body.data.map(({ name }: { name: string }) => name);
}
