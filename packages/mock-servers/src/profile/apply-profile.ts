import type { CheckedSandbox } from '../contract/contract.js';
import type { Sandbox } from '../sandbox/sandbox.js';
import type { Router } from '../spec/router.js';
import type { Profile, ProfileError } from './profile.js';

/** No vendor has a path below it. */
const NOWHERE = '/rollcall-absent';

/** The sandbox as the profile's system answers. What it says passes the contract like everything else. */
export function applyProfile(sandbox: Sandbox, profile: Profile, match: Router): CheckedSandbox {
  const operationId = ({ method, url }: Request) => match(method, new URL(url).pathname)?.iid;
  const absent = new Set<string | undefined>(profile.absentOperations);
  const extras: Readonly<Record<string, object | undefined>> = profile.extraFields ?? {};

  async function worded(request: Request, response: Response): Promise<Response> {
    const id = operationId(request);
    const error = profile.errors?.find(
      (one) => one.status === response.status && (one.operationId ?? id) === id,
    );
    return error === undefined ? response : withError(response, error);
  }

  return {
    async authenticate(request) {
      const response = sandbox.authenticate(request);
      return response && worded(request, response);
    },
    onTooLarge: (request, maxBytes) => worded(request, sandbox.onTooLarge(request, maxBytes)),
    onViolation: (violations, request) => worded(request, sandbox.onViolation(violations, request)),
    async fetch(request) {
      const id = operationId(request);
      if (absent.has(id)) return worded(request, await fetchNothing(sandbox, request));
      const response = await sandbox.fetch(request);
      const extra = id === undefined ? undefined : extras[id];
      const isWhole = !new URL(request.url).searchParams.has('fields');
      if (response.ok && extra !== undefined && isWhole) return withFields(response, id as string, extra);
      return worded(request, response);
    },
  };
}

/** The vendor's own answer to a path that it does not know, under the path that was asked. */
async function fetchNothing(sandbox: Sandbox, { headers, method, url }: Request): Promise<Response> {
  const { origin, pathname, search } = new URL(url);
  const response = await sandbox.fetch(
    new Request(`${origin}${NOWHERE}${pathname}${search}`, { method, headers }),
  );
  return withBody(response, (await response.text()).replaceAll(`${NOWHERE}/`, '/'));
}

async function withError(response: Response, { body, contentType }: ProfileError): Promise<Response> {
  const given = await response.text();
  const text = typeof body === 'object' ? JSON.stringify({ ...members(given), ...body }) : (body ?? given);
  return withBody(response, text, contentType);
}

/** The members of the sandbox's error; none when it is a page or a text. */
function members(text: string): object {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

/** Operations that are called `list…` and `filter…` answer records in an array, bare or as a member. */
async function withFields(response: Response, id: string, extra: object): Promise<Response> {
  const text = await response.text();
  if (text === '') return withBody(response, text);
  const body = JSON.parse(text) as object;
  const isList = Array.isArray(body) || /^(?:list|filter)/.test(id);
  if (!isList) return withBody(response, JSON.stringify({ ...body, ...extra }));
  const records = Array.isArray(body) ? body : Object.values(body).find(Array.isArray);
  for (const record of (records as object[] | undefined) ?? []) Object.assign(record, extra);
  return withBody(response, JSON.stringify(body));
}

function withBody({ headers, status }: Response, text: string, contentType?: string): Response {
  const kept = new Headers(headers);
  kept.delete('content-length');
  if (contentType !== undefined) kept.set('content-type', contentType);
  return new Response(text === '' ? null : text, { status, headers: kept });
}
