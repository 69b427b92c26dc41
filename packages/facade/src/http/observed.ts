import { once } from '../util/once.js';
import { told } from '../util/told.js';
import type { CallTrace, Telemetry } from './telemetry.js';

/** A telemetry that sees calls and changes none: each is sent once, and ends as it ends, whatever the tracer throws or gives. */
export function observed(telemetry: Telemetry): Telemetry {
  const safely = told('telemetry', (step: () => unknown) => step()) as (step: () => unknown) => void;
  const tell = (error: unknown) => safely(() => Promise.reject(error));
  return (call) => {
    let trace: CallTrace | undefined;
    safely(() => {
      trace = telemetry(call);
    });
    return {
      carry<Given extends unknown[], Sent>(send: (...given: Given) => Promise<Sent>, ...given: Given) {
        // Bound, so that a tracer that hands on something else changes nothing, and that no file is entered twice.
        const bound = (send as (...given: unknown[]) => Promise<Sent>).bind(undefined, ...given);
        const sendOnce = once<Sent>(bound);
        try {
          const carried = trace?.carry(sendOnce);
          void Promise.allSettled([carried, sendOnce()]).then(([its, own]) => {
            if (its.status === 'fulfilled') return;
            // The end of the call itself is no failure of the tracer's.
            if (own.status === 'fulfilled' || own.reason !== its.reason) tell(its.reason);
          });
        } catch (error) {
          tell(error);
        }
        return sendOnce();
      },
      succeeded: (status) => safely(() => trace?.succeeded(status)),
      failed: (error) => safely(() => trace?.failed(error)),
    };
  };
}
