import { factsOf } from '../spec/fact.js';

const headers = factsOf('qualys-saq').at('components', 'headers');

/** What an account may do unless an option says otherwise: the values of the vendor's samples. */
export const accountLimits = {
  calls: headers.at('XRateLimitLimit', 'example').number(),
  concurrency: headers.at('XConcurrencyLimitLimit', 'example').number(),
};
