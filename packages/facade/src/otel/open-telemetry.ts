import {
  type Attributes,
  context,
  type Histogram,
  type MeterProvider,
  metrics,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TracerProvider,
  trace,
} from '@opentelemetry/api';
import type { Telemetry, TracedCall } from '../http/telemetry.js';
import { checkOptions, type Rule, type Rules } from '../util/check-options.js';
import { told } from '../util/told.js';

export interface OpenTelemetryOptions {
  /** What makes the tracer. Default: the one that is registered globally. */
  readonly tracerProvider?: TracerProvider;
  /** What makes the meter. Default: the one that is registered globally. */
  readonly meterProvider?: MeterProvider;
}

const NAME = '@rollcall/facade';
const STATUS = 'http.response.status_code';
/** Seconds, as OpenTelemetry's conventions for HTTP advise them (http.client.request.duration). */
const BOUNDARIES = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

const having =
  (method: string): Rule =>
  (value) =>
    typeof (value as Record<string, unknown> | null)?.[method] === 'function'
      ? undefined
      : `a provider with ${method}`;
const rules: Rules<OpenTelemetryOptions> = {
  tracerProvider: having('getTracer'),
  meterProvider: having('getMeter'),
};

/**
 * A span for each call, waits and retries included, and its duration as the histogram `http.client.request.duration` in
 * seconds. What the transport traces stands beneath the span. Attributes are the operationId (`rollcall.operation_id`),
 * `http.request.method`, `url.template`, `http.response.status_code`, `http.request.resend_count` and `error.type`; no name,
 * id, address or query is in any of them, nor the message of an error. What OpenTelemetry throws changes no call.
 * @throws InvalidInputError for a provider that is none.
 * @example
 * import { openTelemetry } from '@rollcall/facade/otel';
 * const qlik = createQlik({ baseUrl, auth: { apiKey }, telemetry: openTelemetry() });
 */
export function openTelemetry(options: OpenTelemetryOptions = {}): Telemetry {
  checkOptions('the options of openTelemetry', options, rules);
  const tracer = (options.tracerProvider ?? trace).getTracer(NAME);
  let histogram: Histogram | undefined;
  let madeBy: MeterProvider | undefined;
  // Made on use, and anew for another provider: one may be registered after the client is made, and after its first calls.
  const durations = () => {
    const provider = options.meterProvider ?? metrics.getMeterProvider();
    if (histogram && provider === madeBy) return histogram;
    madeBy = provider;
    histogram = provider.getMeter(NAME).createHistogram('http.client.request.duration', {
      unit: 's',
      description: 'Duration of calls, waits and retries included.',
      advice: { explicitBucketBoundaries: BOUNDARIES },
    });
    return histogram;
  };
  const safely = told('telemetry', (step: () => void) => step()) as (step: () => void) => void;

  return (call) => {
    const known = attributesOf(call);
    const startedAt = performance.now();
    let span: Span | undefined;
    safely(() => {
      span = tracer.startSpan(`${call.method} ${call.template}`, {
        kind: SpanKind.CLIENT,
        attributes: known,
      });
    });
    const end = (outcome: Attributes, isFailed: boolean) => {
      safely(() =>
        durations().record((performance.now() - startedAt) / 1000, { ...metricOf(call), ...outcome }),
      );
      safely(() => {
        if (call.attempts > 1) span?.setAttribute('http.request.resend_count', call.attempts - 1);
        span?.setAttributes(outcome);
        if (isFailed) span?.setStatus({ code: SpanStatusCode.ERROR });
        span?.end();
      });
    };
    return {
      carry: (send, ...given) =>
        span
          ? context.with(trace.setSpan(context.active(), span), send, undefined, ...given)
          : send(...given),
      succeeded: (status) => end({ [STATUS]: status }, false),
      failed(error) {
        const { status } = (error ?? {}) as { status?: unknown };
        end({ ...(typeof status === 'number' && { [STATUS]: status }), 'error.type': typeOf(error) }, true);
      },
    };
  };
}

function attributesOf(call: TracedCall): Attributes {
  return {
    ...metricOf(call),
    ...(call.operationId ? { 'rollcall.operation_id': call.operationId } : {}),
  };
}

function metricOf({ method, template }: TracedCall): Attributes {
  return { 'http.request.method': method, 'url.template': template };
}

/** The status of a refusal, as the conventions want it, else the error's class. Its message may name a person. */
function typeOf(error: unknown): string {
  if (!(error instanceof Error)) return '_OTHER';
  const { name, status } = error as Error & { status?: unknown };
  return name === 'HttpError' && typeof status === 'number' ? String(status) : name;
}
