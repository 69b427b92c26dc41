import type { Clock } from '../../util/clock.js';
import type { LogEntry } from '../options.js';
import type { RateLimitSignal } from '../profile.js';
import type { Fetch, Layer, Middleware, Next } from '../types.js';
import { logLayer } from './log.js';
import { middlewareLayer } from './middleware.js';
import { type Pacer, paceLayer } from './pace.js';
import { redirectLayer } from './redirects.js';
import { type RetryEvent, type RetryOptions, retryLayer } from './retry.js';
import { transport } from './transport.js';

export interface PipelineSettings {
  readonly clock: Clock;
  readonly retry: RetryOptions;
  readonly onRetry: ((event: RetryEvent) => void) | undefined;
  readonly rateLimitSignal: RateLimitSignal | undefined;
  readonly pacer: Pacer | undefined;
  readonly middleware: readonly Middleware[];
  readonly logger: ((entry: LogEntry) => void) | undefined;
  readonly maxBodyBytes: number;
  readonly fetch: Fetch;
}

/**
 * How a request travels, outermost first. This array is the one place that orders the layers. It is folded once, when the
 * client is made: each layer holds the next one, and nothing stands between them when a call passes.
 */
export function createPipeline(settings: PipelineSettings): Next {
  const { clock, fetch, logger, maxBodyBytes, middleware, pacer } = settings;
  const layers: Layer[] = [
    ...(logger ? [logLayer(logger, clock)] : []),
    retryLayer(settings),
    ...(pacer ? [paceLayer(pacer)] : []),
    ...middleware.map((step) => middlewareLayer(step, maxBodyBytes)),
    redirectLayer(),
  ];
  return layers.reduceRight((next, layer) => layer(next), transport(fetch, maxBodyBytes, clock));
}
