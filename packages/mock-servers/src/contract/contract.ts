import type { Sandbox } from '../sandbox/sandbox.js';
import type { Operation } from '../spec/operation.js';
import { announcesMore, BodyTooLarge, DEFAULT_MAX_BODY_BYTES } from './body.js';
import {
  type Diagnostics,
  describer,
  isError,
  isUndeclared,
  UNDECODABLE,
  unnamedSuccess,
} from './diagnostics.js';
import { copyRequest, copyResponse, copyWithoutBody, isDecodable, type RequestCopy } from './exchange.js';
import { createValidation, type Forward } from './prism-validation.js';
import type { Violation } from './violation.js';

/** What the contract asks of a sandbox. A profile in front of it answers later, so promises will do. */
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

/**
 * The spec's validation around a sandbox. Prism sees copies; request and response themselves pass untouched, so that
 * redirects, empty bodies, XML and absolute links survive.
 */
export function createContract({
  maxBodyBytes = DEFAULT_MAX_BODY_BYTES,
  sandbox,
  strict = false,
}: ContractOptions) {
  const validate = createValidation();

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
    try {
      found = await validate(copy, operation, forward);
    } catch (error) {
      // Prism throws at what it cannot parse itself: a Content-Type without a slash, `%zz` in a path.
      if (forwarded && response === undefined) throw error;
      found = [{ severity: 0, message: error instanceof Error ? error.message : String(error) }];
      if (!isDecodable(copy.url.path)) found = [UNDECODABLE];
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

/** Nothing a vendor would send: it must not be mistaken for the vendor's own answer. */
function brokenContract(violations: readonly Violation[]): Response {
  const message = 'The sandbox gave an answer that the OpenAPI document does not allow.';
  return Response.json({ message, violations }, { status: 500 });
}
