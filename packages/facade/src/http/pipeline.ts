import type { Clock } from './clock.js';
import type { Layer, Middleware, Next } from './layer.js';
import { type Pacer, paceLayer } from './pace.js';
import { redirectLayer } from './redirects.js';
import { type RetrySettings, retryLayer } from './retry.js';
import { type Fetch, transport } from './transport.js';

export interface PipelineSettings {
  readonly clock: Clock;
  readonly retry: RetrySettings;
  readonly pacer: Pacer | undefined;
  readonly middleware: readonly Middleware[];
  readonly maxBodyBytes: number;
  readonly fetch: Fetch;
}

/** How a request travels, outermost first. This array is the one place that orders the layers. */
export function createPipeline(settings: PipelineSettings): Next {
  const layers: Layer[] = [
    retryLayer(settings.retry),
    ...(settings.pacer ? [paceLayer(settings.pacer)] : []),
    ...settings.middleware.map((middleware) => userLayer(middleware, settings.maxBodyBytes)),
    redirectLayer(),
  ];
  return layers.reduceRight<Next>(
    (next, layer) => (request, call) => layer(request, next, call),
    transport(settings.fetch, settings.maxBodyBytes, settings.clock),
  );
}

function userLayer(middleware: Middleware, maxBodyBytes: number): Layer {
  return async (request, next, call) => {
    const { throughMiddleware } = await import('./middleware.js');
    return throughMiddleware(middleware, request, next, call, maxBodyBytes);
  };
}
