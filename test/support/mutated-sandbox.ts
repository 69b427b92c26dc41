import { createMock, type InProcessMock, type MockOptions, type Vendor } from '@rollcall/mock-servers';
import { type RefusingServer, refusingServer } from './refusing-server.js';

/** One field of a write that the vendor does not hear, or hears as another value. */
export interface Mutation {
  readonly field: string;
  /** What the vendor takes in its place where it cannot do without one; undefined: the field is dropped from the request. */
  readonly instead?: unknown;
}

export interface MutatedSandbox {
  readonly mock: InProcessMock;
  readonly server: RefusingServer;
  /** Until it is called again: what every write is changed by before the sandbox sees it. */
  ignore(mutation: Mutation | undefined): void;
  /** Answers 204 to what this tells, and does nothing: a vendor that ignores a whole call. */
  drop(isDropped: ((method: string, path: string) => boolean) | undefined): void;
}

/** A sandbox on a real socket that ignores one field of what is written: it answers as the vendor that never read it. */
export async function mutatedSandbox(vendor: Vendor, options: MockOptions = {}): Promise<MutatedSandbox> {
  const mock = await createMock(vendor, { strict: true, ...options });
  let mutation: Mutation | undefined;
  let isDropped: ((method: string, path: string) => boolean) | undefined;
  const server = await refusingServer((url, init) => {
    const { method = 'GET', body } = init;
    if (isDropped?.(method, new URL(url).pathname))
      return Promise.resolve(new Response(null, { status: 204 }));
    if (!mutation || method === 'GET' || !body) return mock.fetch(url, init);
    return mock.fetch(url, { ...init, body: without(String(body), mutation) });
  });
  return {
    mock,
    server,
    ignore: (next) => {
      mutation = next;
    },
    drop: (next) => {
      isDropped = next;
    },
  };
}

function without(body: string, { field, instead }: Mutation): string {
  if (body.startsWith('<')) return withoutElement(body, field, instead);
  const json = JSON.parse(body) as Record<string, unknown> | { path: string; value: unknown }[];
  if (Array.isArray(json)) return JSON.stringify(json.filter(({ path }) => path !== `/${field}`));
  if (!Object.hasOwn(json, field)) return body;
  return JSON.stringify({ ...json, [field]: instead });
}

/** Of users only: what is searched for is no write. */
function withoutElement(body: string, field: string, instead: unknown): string {
  const element = new RegExp(`<${field}>[\\s\\S]*?</${field}>`, 'g');
  const other = instead === undefined ? '' : `<${field}>${String(instead)}</${field}>`;
  return body.replaceAll(/<User>[\s\S]*?<\/User>/g, (user) => user.replace(element, other));
}
