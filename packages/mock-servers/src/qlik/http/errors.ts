import { pathOf } from '../../spec/places.js';

/** What a client did wrong, in the words of Qlik's `source` (qlik.dev). */
export interface ErrorSource {
  /** JSON Pointer into the body. */
  pointer?: string;
  /** Query parameter or header. */
  parameter?: string;
}

/** One entry of `errors`. Codes other than USERS-7 and HTTP-429 are unconfirmed and follow the latter's pattern. */
export interface ErrorItem {
  code: string;
  title: string;
  detail?: string;
  status?: number;
  source?: ErrorSource;
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Payload too large',
  415: 'Unsupported media type',
  429: 'Too many requests',
  500: 'Internal server error',
};

/** Thrown anywhere in the sandbox; the app turns it into the answer. */
export class QlikError extends Error {
  override readonly name = 'QlikError';
  readonly status: number;
  readonly items: readonly ErrorItem[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, items: readonly ErrorItem[], headers: Record<string, string> = {}) {
    super(items[0]?.detail ?? items[0]?.title ?? `HTTP ${status}`);
    this.status = status;
    this.items = items;
    this.headers = headers;
  }
}

/** An entry in the pattern of the one generic code that is documented, HTTP-429. */
export function errorItem(status: number, detail?: string, source?: ErrorSource): ErrorItem {
  return {
    code: `HTTP-${status}`,
    title: TITLES[status] ?? 'Error',
    ...(detail === undefined ? {} : { detail }),
    status,
    ...(source === undefined ? {} : { source }),
  };
}

export function qlikError(
  status: number,
  detail?: string,
  source?: ErrorSource,
  headers?: Record<string, string>,
): QlikError {
  return new QlikError(status, [errorItem(status, detail, source)], headers);
}

export function badRequest(detail: string, source?: ErrorSource): QlikError {
  return qlikError(400, detail, source);
}

/** The document's own error, to the letter. */
export const USER_NOT_FOUND_ITEM: ErrorItem = { code: 'USERS-7', title: 'Not found', status: 404 };

export function userNotFound(): QlikError {
  return new QlikError(404, [USER_NOT_FOUND_ITEM]);
}

/** The codes are those of Qlik's samples; of a role no status is given there (qlik.dev). */
export function roleNotFound(): QlikError {
  return new QlikError(404, [{ code: 'IDENTITIES-10402', title: 'Not found' }]);
}

export function groupNotFound(): QlikError {
  return new QlikError(404, [{ code: 'GROUPS-7', title: 'Not found', status: 404 }]);
}

const INVITE_PATH = pathOf('qlik', 'inviteUsers');
const API_KEYS_PATH = pathOf('qlik', 'listApiKeys');

/**
 * The answer to a failed request. Invite is the exception among the operations: its own errors carry numbers as codes
 * and no traceId (qlik.dev). The 429 body has only code, title and detail (qlik.dev).
 */
export function errorResponse(error: QlikError, path: string, traceId: string): Response {
  const { status, items } = error;
  const headers = { 'content-type': 'application/json', ...error.headers };
  const answer = (body: unknown) => new Response(JSON.stringify(body), { status, headers });
  if (status === 429) {
    return answer({ errors: items.map(({ code, title, detail }) => ({ code, title, detail })) });
  }
  if (path === INVITE_PATH && status !== 401) {
    return answer({ errors: items.map(({ title, detail }) => ({ code: status, title, detail })) });
  }
  // Errors of API keys have no traceId (qlik.dev).
  if (path.startsWith(API_KEYS_PATH)) return answer({ errors: items });
  return answer({ errors: items, traceId });
}
