import { BodyTooLarge, DEFAULT_MAX_BODY_BYTES, readBody } from '../contract/body.js';
import { parseJsonBytes } from '../input/json.js';
import { suggestion } from '../input/nearest.js';
import type { Mock } from '../mock/mock.js';
import type { Operation } from '../spec/operation.js';
import { readAsset, readScalar } from './assets.js';
import { readFault, showFault } from './fault-json.js';
import { guard } from './guard.js';
import { openapiDocument } from './openapi.js';
import { checkQuery, readAfter } from './query.js';
import { referencePage, referencePolicy, referenceScript } from './reference.js';
import { content, json, nothing, problem } from './reply.js';
import { summarize } from './summary.js';

const HTML = 'text/html; charset=utf-8';
const JAVASCRIPT = 'text/javascript; charset=utf-8';

const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The modules of the journal's page, `assets/page`. */
const PAGE_SCRIPTS = [
  'page.js',
  'actions.js',
  'answer-in-view.js',
  'control-plane.js',
  'curl.js',
  'dom.js',
  'faults.js',
  'journal.js',
  'state.js',
];

type Handler = (request: Request) => Response | Promise<Response>;

/** Answers `/__rollcall/…`, and `/` for a browser; `undefined` leaves the request to the vendor. */
export type ControlPlane = (request: Request) => Promise<Response | undefined>;

export interface ControlOptions {
  operations: readonly Operation[];
  /** True for a mock behind a port, false for one in this process. */
  served: boolean;
  /** Default 10,000,000. */
  maxBodyBytes?: number | undefined;
}

/** Outside the contract: never validated, never in the journal. */
export function createControlPlane(
  mock: Mock,
  { maxBodyBytes = DEFAULT_MAX_BODY_BYTES, operations, served }: ControlOptions,
): ControlPlane {
  const { vendor } = mock;

  const routes: Record<string, Record<string, Handler>> = {
    state: { GET: () => json(mock.snapshot()) },
    summary: { GET: () => json(summarize(mock, operations)) },
    journal: {
      GET: ({ url }) => {
        const after = readAfter(new URL(url));
        return json(mock.journal.filter(({ n }) => n > after));
      },
    },
    violations: { GET: () => json(mock.violations) },
    faults: {
      GET: () => json(mock.faults.list().map(showFault)),
      POST: async (request) =>
        json(showFault(mock.faults.add(await readFault(await readJson(request, maxBodyBytes)))), 201),
      DELETE: () => {
        mock.faults.clear();
        return nothing();
      },
    },
    reset: {
      POST: () => {
        mock.reset();
        return nothing();
      },
    },
    seed: {
      POST: async (request) => {
        mock.seed(await readJson(request, maxBodyBytes));
        return nothing();
      },
    },
    'openapi.json': { GET: ({ url }) => json(openapiDocument(vendor, new URL(url).origin)) },
    '': { GET: async () => content(await readAsset('page/index.html'), HTML, pagePolicy) },
    'page.css': { GET: async () => content(await readAsset('page/page.css'), 'text/css; charset=utf-8') },
    'scalar.js': { GET: async () => content(await readScalar(), JAVASCRIPT) },
    'reference.js': { GET: () => content(referenceScript(vendor), JAVASCRIPT) },
  };

  for (const name of PAGE_SCRIPTS) {
    routes[name] = { GET: async () => content(await readAsset(`page/${name}`), JAVASCRIPT) };
  }

  async function answer(request: Request, path: string): Promise<Response> {
    const handlers = Object.hasOwn(routes, path) ? routes[path] : oneFault(path);
    if (handlers === undefined) {
      // What is not a file of the pages.
      const known = Object.keys(routes).filter((name) => /^[a-z]+(?:\.json)?$/.test(name));
      const hint = suggestion(path, known) || `; there are ${known.join(', ')}`;
      return problem(404, `The control plane has no ${path}${hint}`);
    }
    const handler = handlers[request.method === 'HEAD' ? 'GET' : request.method];
    if (handler === undefined) {
      const allow = Object.keys(handlers).join(', ');
      return problem(405, `This address takes ${allow}.`, { allow });
    }
    try {
      checkQuery(path, new URL(request.url));
      return await handler(request);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (error instanceof BodyTooLarge) return problem(413, message);
      // A parameter or a body that makes no sense, a fault or a seed that the vendor does not know.
      return problem(request.method === 'POST' || error instanceof RangeError ? 400 : 500, message);
    }
  }

  function oneFault(path: string): Record<string, Handler> | undefined {
    const id = /^faults\/(\d+)$/.exec(path)?.[1];
    if (id === undefined) return undefined;
    return {
      DELETE: () => {
        const fault = mock.faults.list().find((one) => one.id === Number(id));
        if (fault === undefined) return problem(404, `No fault has the id ${id}; it may have been used up.`);
        fault.remove();
        return nothing();
      },
    };
  }

  return async (request) => {
    const { pathname } = new URL(request.url);
    const inside = /^\/__rollcall(?:\/(.*))?$/.exec(pathname);
    if (inside === null && !(pathname === '/' && isForPeople(request))) return undefined;
    const refused = guard(request, served);
    if (refused !== undefined) return refused;
    if (inside === null) return content(referencePage(vendor), HTML, referencePolicy);
    if (inside[1] === undefined) return redirect('/__rollcall/');
    return answer(request, inside[1]);
  };
}

async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  return parseJsonBytes(await readBody(request, maxBytes));
}

function isForPeople({ method, headers }: Request): boolean {
  return (method === 'GET' || method === 'HEAD') && /\btext\/html\b/i.test(headers.get('accept') ?? '');
}

function redirect(location: string): Response {
  return new Response(null, { status: 308, headers: { location } });
}
