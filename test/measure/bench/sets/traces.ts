import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, type SpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { Telemetry } from '@rollcall/facade/otel';
import { openTelemetry } from '@rollcall/facade/otel';
import { openQRadar } from '../../../support/vendors/index.ts';
import type { Contender } from '../contenders.ts';
import { qradarPage } from '../pages.ts';

/** Takes every span and keeps none: what an exporter costs is the exporter's. */
const takesAll: SpanProcessor = {
  onStart: () => {},
  onEnd: () => {},
  forceFlush: async () => {},
  shutdown: async () => {},
};

/** One call of the facade without telemetry, with it while no SDK is there, and with spans and a histogram. */
export function contenders(origin: string): Contender[] {
  const { body, headers } = qradarPage(0, 50, 1000);
  const fetch = async () => new Response(body, { status: 200, headers });
  const call = (name: string, options: { telemetry?: Telemetry }): Contender => {
    const { users } = openQRadar(origin, { fetch, ...options });
    const run = () => users.list().byPage()[Symbol.asyncIterator]().next();
    return { name, kind: 'call', run };
  };
  const tracerProvider = new BasicTracerProvider({ spanProcessors: [takesAll] });
  const meterProvider = new MeterProvider();
  return [
    call('facade QRadar', {}),
    call('facade QRadar, telemetry and no SDK', { telemetry: openTelemetry() }),
    call('facade QRadar, spans and histogram', {
      telemetry: openTelemetry({ tracerProvider, meterProvider }),
    }),
  ];
}
