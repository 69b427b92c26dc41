/** QRadar's five-field error, the body of every failed call whatever the endpoint's media type (IBM overview). */
interface ErrorBody {
  message: string;
  details: Record<string, unknown>;
  description: string;
  /** Unique per endpoint where IBM documents one; the general codes below otherwise. */
  code: number;
  http_response: { code: number; message: string };
}

/**
 * Codes that are not bound to one endpoint. 1002, 1004, 1005, 1009 and 1020 are IBM's; 8, 10, 11, 18, 26, 30, 36 and 1001
 * are what consoles in the field answer; the rest is unconfirmed.
 */
export const CODES = {
  noSuchEndpoint: 4,
  methodNotAllowed: 5,
  missingParameter: 8,
  missingBody: 10,
  tooLarge: 12,
  badParameter: 11,
  unsupportedMediaType: 13,
  notAcceptable: 14,
  badVersion: 16,
  unauthorized: 18,
  forbidden: 26,
  badField: 30,
  badFilter: 34,
  badRange: 36,
  malformedJson: 1001,
  notFound: 1002,
  completedTask: 1004,
  badRequestParameter: 1005,
  missingCapability: 1009,
  unexpected: 1020,
} as const;

/** The `http_response.message` of a status, in our words; the categories are IBM's table. */
const HTTP_MESSAGES: Readonly<Record<number, string>> = {
  400: 'The syntax of this request is invalid.',
  401: 'You are unauthorized to access this resource. Sign in first.',
  403: 'Your account may not access this resource.',
  404: 'The resource could not be found.',
  405: 'This method is not supported here.',
  406: 'This endpoint has no answer in the accepted media types.',
  409: 'The request conflicts with the current state of the resource.',
  410: 'The resource was removed for good.',
  413: 'The body of this request is too large.',
  415: 'This resource does not take the media type of the request.',
  416: 'The requested range lies outside the list.',
  419: 'Arguments that the resource needs are missing.',
  420: 'The resource does not support one or more of the given arguments.',
  422: 'The request is well-formed, but its content cannot be used.',
  500: 'Unexpected internal server error.',
};

/** Thrown by any rule of the sandbox; `app.ts` turns it into the response. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: number;
  readonly description: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: number,
    message: string,
    options: { description?: string; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.description = options.description ?? '';
    this.headers = options.headers ?? {};
  }
}

function errorBody(
  status: number,
  code: number,
  message: string,
  description = '',
  details: Record<string, unknown> = {},
): ErrorBody {
  const httpMessage = HTTP_MESSAGES[status] ?? `HTTP status ${status}.`;
  return { message, details, description, code, http_response: { code: status, message: httpMessage } };
}

/** The response for one error; the body is left out for HEAD by whoever sends it. */
export function errorResponse(error: ApiError): Response {
  return Response.json(errorBody(error.status, error.code, error.message, error.description), {
    status: error.status,
    headers: error.headers,
  });
}

/** 422, the status of nearly every refused value. */
export function unprocessable(code: number, message: string): ApiError {
  return new ApiError(422, code, message);
}
