// The deep paths skip Prism's logger and its example generator, which more than doubles the time to import.
import { factory } from '@stoplight/prism-core/dist/factory.js';
import type { IHttpConfig, IHttpRequest, IHttpResponse, PrismHttpComponents } from '@stoplight/prism-http';
import validator from '@stoplight/prism-http/dist/validator/index.js';
import type { Operation } from '../spec/operation.js';
import type { Diagnostics } from './diagnostics.js';
import { silentLogger } from './prism-logger.js';

/** Answers the request; `found` is what is wrong with it. */
export type Forward = (found: Diagnostics) => Promise<IHttpResponse>;

/** Validates a request, has it answered, and gives what was found in the response. Rejects where Prism cannot parse. */
export type ValidateExchange = (
  request: IHttpRequest,
  operation: Operation,
  forward: Forward,
) => Promise<Diagnostics>;

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
 * Prism's validation in this process. This is the only file that touches the undocumented way into Prism: `factory`,
 * which its `createInstance` calls, with `forward` going to the sandbox instead of the network.
 */
export function createValidation(): ValidateExchange {
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

  return async (request, operation, forward) => {
    forwards.set(request, forward);
    return outputDiagnostics(await prism.request(request, [operation])());
  };
}

function outputDiagnostics(result: {
  _tag: string;
  right?: { validations: { output: Diagnostics } };
  left?: unknown;
}): Diagnostics {
  if (result.right === undefined) throw result.left;
  return result.right.validations.output;
}
