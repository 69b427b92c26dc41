// The deep paths skip Prism's logger and its example generator, which more than doubles the time to import.
import { factory } from '@stoplight/prism-core/dist/factory.js';
import type { IHttpConfig, IHttpRequest, IHttpResponse, PrismHttpComponents } from '@stoplight/prism-http';
import validator from '@stoplight/prism-http/dist/validator/index.js';
import type { Sandbox } from '../sandbox/sandbox.js';
import type { Operation } from '../spec/operations.js';
import { announcesMore, BodyTooLarge, DEFAULT_MAX_BODY_BYTES } from './body.js';
import { copyRequest, copyResponse, copyWithoutBody, type RequestCopy } from './exchange.js';
import { silentLogger } from './prism-logger.js';
import type { Violation } from './violation.js';

/** What the contract asks of a sandbox; a profile before it may take its time. */
export interface CheckedSandbox {
  fetch: Sandbox['fetch'];
  authenticate(request: Request): MaybePromise<Response | undefined>;
  onViolation(...given: Parameters<Sandbox['onViolation']>): MaybePromise<Response>;
  onTooLarge(...given: Parameters<Sandbox['onTooLarge']>): MaybePromise<Response>;
}

type MaybePromise<T> = T | Promise<T>;

export interface ContractOptions {
  sandbox: CheckedSandbox;
  /** A response that breaks the spec becomes a 500, and an undeclared error status breaks it. Default false. */
  strict?: boolean;
  /** Default 10,000,000. */
  maxBodyBytes?: number;
}

/** A response, and every way in which the request or the response breaks the spec. */
export interface Checked {
  response: Response;
  violations: Violation[];
  /** Bodies as text; absent when they are empty or the spec knows no such operation. */
  requestText?: string | undefined;
  responseText?: string | undefined;
}

type Diagnostics = readonly { severity: number; message: string; path?: readonly string[] }[];
type Forward = (found: Diagnostics) => Promise<IHttpResponse>;

const config: IHttpConfig = {
  isProxy: true,
  upstream: new URL('http://sandbox.invalid'),
  upstreamProxy: undefined,
  errors: true, // `forward` gets the request's violations only with this
  checkSecurity: false, // the sandbox answers 401 in the vendor's own words
  validateRequest: true,
  validateResponse: true,
  mock: { dynamic: false },
};

const right = <T>(value: T) => ({ _tag: 'Right' as const, right: value });

/**
 * Prism's validation around a sandbox, in one process. This is the only file that touches the undocumented way
 * into Prism: `factory`, which its `createInstance` calls, with `forward` going to the sandbox instead of the
 * network. Prism sees copies; request and response themselves pass untouched, so redirects, empty bodies, XML
 * and absolute links survive.
 */
export function createContract({
  maxBodyBytes = DEFAULT_MAX_BODY_BYTES,
  sandbox,
  strict = false,
}: ContractOptions) {
  const forwards = new WeakMap<IHttpRequest, Forward>();
  const prism = factory<Operation, IHttpRequest, IHttpResponse, IHttpConfig>(config, {
    logger: silentLogger,
    route: ({ resources }) => right(resources[0] as Operation),
    validateInput: validator.validateInput,
    validateOutput: validator.validateOutput,
    validateSecurity: ({ element }) => right(element),
    mock: () => () => right({ statusCode: 501 }),
    forward: (({ data, validations }: { data: IHttpRequest; validations: Diagnostics }) =>
      () =>
      async () =>
        right(await (forwards.get(data) as Forward)(validations))) as PrismHttpComponents['forward'],
  });

  /**
   * Validates the request, asks the sandbox, validates the response. Without an operation it only asks. A body that is
   * announced as too long is refused first, then credentials are looked at, and only then is the body read.
   */
  return async function check(incoming: Request, operation: Operation | undefined): Promise<Checked> {
    const tooLarge = async () => ({
      response: await sandbox.onTooLarge(incoming, maxBodyBytes),
      violations: [],
    });
    if (announcesMore(incoming, maxBodyBytes)) return tooLarge();
    const unauthorized = await sandbox.authenticate(incoming);
    if (operation === undefined) {
      return { response: unauthorized ?? (await sandbox.fetch(incoming)), violations: [] };
    }
    try {
      const assumedType = operation.request?.body?.contents?.[0]?.mediaType;
      const copied =
        unauthorized === undefined
          ? await copyRequest(incoming, maxBodyBytes, assumedType)
          : copyWithoutBody(incoming);
      return await exchange(copied, operation, unauthorized);
    } catch (error) {
      if (error instanceof BodyTooLarge) return await tooLarge();
      throw error;
    }
  };

  async function exchange(
    { request, copy, malformed, text: requestText }: RequestCopy,
    operation: Operation,
    unauthorized: Response | undefined,
  ): Promise<Checked> {
    const describe = describer(request, operation);
    let bad: Violation[] = [];
    let response: Response | undefined;
    let responseText: string | undefined;
    let forwarded = false;

    const forward: Forward = async (found) => {
      forwarded = true;
      const answer = unauthorized ?? (await refuse(found)) ?? (await sandbox.fetch(request));
      const copied = await copyResponse(answer);
      response = copied.response;
      responseText = copied.text;
      return copied.copy;
    };
    const refuse = (found: Diagnostics): MaybePromise<Response | undefined> => {
      bad = found.filter(isError).map((one) => describe('request', 'schema', one));
      if (malformed !== undefined) {
        bad = [
          describe('request', 'malformed', { path: ['body'], message: `Body is not JSON: ${malformed}` }),
        ];
      }
      if (bad.length === 0) return undefined;
      return sandbox.onViolation(bad, request);
    };

    let found: Diagnostics;
    forwards.set(copy, forward);
    try {
      found = outputDiagnostics(await prism.request(copy, [operation])());
    } catch (error) {
      // Prism throws at what it cannot parse itself: a Content-Type without a slash, `%zz` in a path.
      if (forwarded && response === undefined) throw error;
      found = [{ severity: 0, message: error instanceof Error ? error.message : String(error) }];
      if (!forwarded) {
        await forward(found);
        found = [];
      }
    }
    if (response !== undefined) found = [...found, ...unnamedSuccess(response, operation)];
    const broken = found
      .map((one) => describe('response', isUndeclared(one) ? 'status' : 'schema', one))
      .filter((_, i) => strict || isError(found[i] as Diagnostics[number]));
    const violations = [...bad, ...broken];
    const texts = { requestText, responseText };
    if (strict && broken.length > 0) return { response: brokenContract(broken), violations, ...texts };
    return { response: response as unknown as Response, violations, ...texts };
  }
}

/** `DiagnosticSeverity.Error`; Prism's warnings are deprecated parameters and undeclared error statuses. */
function isError({ severity }: Diagnostics[number]): boolean {
  return severity === 0;
}

const UNDECLARED = 'Unable to match the returned status code';

function isUndeclared({ message }: Diagnostics[number]): boolean {
  return message.startsWith(UNDECLARED);
}

/** Prism lets `default` cover every status; it describes errors, so a success has to be named. */
function unnamedSuccess({ status }: Response, { responses }: Operation): Diagnostics {
  const codes = responses.map(({ code }) => code);
  const isNamed = codes.some((code) => new RegExp(`^${code.replaceAll('X', '\\d')}$`).test(String(status)));
  if (status >= 400 || isNamed || !codes.includes('default')) return [];
  return [{ severity: 0, message: `${UNDECLARED} ${status} with ${codes.join(', ')}` }];
}

function outputDiagnostics(result: {
  _tag: string;
  right?: { validations: { output: Diagnostics } };
  left?: unknown;
}): Diagnostics {
  if (result.right === undefined) throw result.left;
  return result.right.validations.output;
}

function describer(request: Request, operation: Operation) {
  const { pathname, search } = new URL(request.url);
  return (
    direction: Violation['direction'],
    kind: Violation['kind'],
    { path = [], message }: { path?: readonly string[]; message: string },
  ): Violation => ({
    direction,
    kind,
    ...(operation.iid === undefined ? {} : { operationId: operation.iid }),
    method: request.method,
    url: pathname + search,
    location: path.join('.'),
    message,
  });
}

/** Nothing a vendor would send: it must not be mistaken for the vendor's own answer. */
function brokenContract(violations: readonly Violation[]): Response {
  const message = 'The sandbox gave an answer that the OpenAPI document does not allow.';
  return Response.json({ message, violations }, { status: 500 });
}
