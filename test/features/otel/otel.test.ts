import { context, metrics, type Span, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { openTelemetry } from '@rollcall/facade/otel';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { toldWhile } from '../../faults/kit.js';
import { failure } from '../../support/cells.js';
import { fakeClock } from '../../support/clock.js';
import { rawServer, type Script } from '../../support/raw-server.js';
import { answer, reset, silence } from '../../support/scripts.js';
import { vendors } from '../../support/vendors/index.js';

const manager = new AsyncLocalStorageContextManager();
beforeAll(() => {
  context.setGlobalContextManager(manager.enable());
});
afterAll(() => {
  context.disable();
});

/** OpenTelemetry as a program sets it up, with what it would export kept in memory. */
function collector() {
  const spans = new InMemorySpanExporter();
  const tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] });
  const points = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter: points, exportIntervalMillis: 2 ** 31 - 1 });
  const meterProvider = new MeterProvider({ readers: [reader] });
  return {
    tracerProvider,
    telemetry: openTelemetry({ tracerProvider, meterProvider }),
    spans: (): ReadableSpan[] => spans.getFinishedSpans(),
    async metrics() {
      await meterProvider.forceFlush();
      const [exported] = points.getMetrics();
      return (exported?.scopeMetrics ?? []).flatMap((scope) => scope.metrics);
    },
  };
}

const fails = (): never => {
  throw new Error('no context');
};

/** Everything in a span or a metric that an exporter sends away. */
function sent(spans: readonly ReadableSpan[], metrics: unknown): string {
  const shown = spans.map(({ name, attributes, status, events, links }) => ({
    name,
    attributes,
    status,
    events,
    links,
  }));
  return JSON.stringify([shown, metrics], (_, value) => (typeof value === 'bigint' ? String(value) : value));
}

describe.each(vendors)('$name with telemetry', (vendor) => {
  const { wire } = vendor;

  it('makes a span of each call, with its operation and its template, and measures it in seconds', async () => {
    const server = await rawServer([answer(503, '', { 'Retry-After': '1' }), wire.ok.get]);
    const { telemetry, spans, metrics } = collector();
    await vendor.open(server.origin, { telemetry, clock: fakeClock() }).get(wire.id);
    const [span, ...others] = spans();
    expect(others).toEqual([]);
    expect(span?.attributes).toEqual({
      'http.request.method': 'GET',
      'url.template': expect.stringMatching(/^\/(api|qps)\/.*\{\w+\}$/),
      'rollcall.operation_id': 'getUser',
      'http.response.status_code': 200,
      'http.request.resend_count': 1,
    });
    expect(span?.name).toBe(`GET ${span?.attributes['url.template']}`);
    expect(span?.status.code).toBe(0);
    const [metric] = await metrics();
    expect(metric?.descriptor).toMatchObject({ name: 'http.client.request.duration', unit: 's' });
    const [point] = metric?.dataPoints ?? [];
    expect(point?.attributes).toMatchObject({ 'http.response.status_code': 200 });
    expect(point?.value).toMatchObject({ count: 1 });
    const { sum } = (point?.value ?? {}) as { sum?: number };
    expect(sum).toBeLessThan(20);
  });

  it.each<[string, Script, string, object]>([
    ['a refusal', answer(404, '{"message":"jane"}', { 'Content-Type': 'application/json' }), '404', {}],
    ['a web page', answer(200, '<html>jane', { 'Content-Type': 'text/html' }), 'ProtocolError', {}],
    ['a reset', reset, 'NetworkError', {}],
    ['silence', silence, 'TimeoutError', { timeoutMs: 50 }],
  ])('says in error.type how a call ended in %s', async (_, script, type, options) => {
    const server = await rawServer(script);
    const { telemetry, spans } = collector();
    await failure(vendor.open(server.origin, { telemetry, retry: false, ...options }).create());
    await new Promise(setImmediate); // the caller of a call that ran out of time is told first
    expect(spans()).toHaveLength(1);
    expect(spans()[0]?.attributes['error.type']).toBe(type);
    expect(spans()[0]?.status).toEqual({ code: 2 });
  });

  it('puts no name, id, address or query into what is exported, whatever the server says', async () => {
    const canaries = ['canary-name', 'canary-secret', 'jane', '127.0.0.1', ...vendor.credential.hidden];
    const echo: Script = (socket, request) =>
      answer(
        400,
        JSON.stringify({ message: `canary-name ${JSON.stringify(request)}`, code: 'canary-secret' }),
        {
          'Content-Type': 'application/json',
          'X-Canary': 'canary-name',
        },
      )(socket, request);
    const server = await rawServer(echo);
    const { telemetry, spans, metrics } = collector();
    const client = vendor.open(`${server.origin}/canary-path`, { telemetry, retry: false });
    await Promise.all([
      failure(client.get(wire.numericIds ? 77_123_456 : 'canary-id')),
      failure(client.create()),
      failure(client.update(wire.numericIds ? 77_123_456 : 'canary-id')),
      failure(client.remove(wire.numericIds ? 77_123_456 : 'canary-id')),
      failure(
        (async () => {
          for await (const _ of client.list());
        })(),
      ),
      failure(
        Promise.resolve(client.raw()).then((result) => {
          throw result;
        }),
      ),
    ]);
    const text = sent(spans(), await metrics());
    expect(spans().length).toBeGreaterThanOrEqual(5);
    for (const canary of [...canaries, 'canary', '77123456', String(server.port)])
      expect(text).not.toContain(canary);
  });

  it("stands above the transport's own spans", async () => {
    const server = await rawServer(wire.ok.get);
    const { telemetry, spans, tracerProvider } = collector();
    const tracer = tracerProvider.getTracer('transport');
    const traced = async (url: string, init: object) => {
      const span: Span = tracer.startSpan('transport');
      try {
        return await fetch(url, init);
      } finally {
        span.end();
      }
    };
    await vendor.open(server.origin, { telemetry, fetch: traced }).get(wire.id);
    const [beneath, above] = spans();
    expect(beneath?.name).toBe('transport');
    expect(beneath?.parentSpanContext?.spanId).toBe(above?.spanContext().spanId);
  });
});

describe('telemetry', () => {
  const [vendor] = vendors;
  const get = (baseUrl: string, options: object) => vendor?.open(baseUrl, options).get(vendor.wire.id);

  it('ends the span of a call whose transport never settles', async () => {
    const { telemetry, spans } = collector();
    const never = () => new Promise<Response>(() => {});
    await failure(
      get('https://vendor.example.com', { telemetry, fetch: never, timeoutMs: 30 }) as Promise<unknown>,
    );
    await new Promise(setImmediate);
    expect(spans()[0]?.attributes['error.type']).toBe('TimeoutError');
  });

  it('changes no call when OpenTelemetry throws, and says so once', async () => {
    const server = await rawServer(vendor?.wire.ok.get as Script);
    const broken = {
      getTracer: () => ({
        startSpan: () => {
          throw new Error('exporter down');
        },
      }),
    };
    const telemetry = openTelemetry({ tracerProvider: broken as never });
    const { result, warnings } = await toldWhile(async () => [
      await get(server.origin, { telemetry }),
      await get(server.origin, { telemetry }),
    ]);
    expect(result).toEqual([vendor?.wire.user, vendor?.wire.user]);
    expect(warnings.filter((text) => text.includes('exporter down'))).toHaveLength(1);
  });

  it('sends a call although the context cannot be changed, and ends its span although nothing can be measured', async () => {
    const server = await rawServer(vendor?.wire.ok.get as Script);
    const { spans, tracerProvider } = collector();
    const meter = { getMeter: () => ({ createHistogram: () => ({ record: fails }) }) };
    const changing = vi.spyOn(context, 'with').mockImplementationOnce(fails);
    onTestFinished(() => changing.mockRestore());
    const telemetry = openTelemetry({ tracerProvider, meterProvider: meter as never });
    const { result, warnings } = await toldWhile(async () => get(server.origin, { telemetry }));
    expect(result).toEqual(vendor?.wire.user);
    expect(spans()[0]?.attributes['http.response.status_code']).toBe(200);
    expect(warnings.filter((text) => text.includes('no context'))).toHaveLength(2);
  });

  it('measures by a provider that is registered after the first calls', async () => {
    const server = await rawServer(vendor?.wire.ok.get as Script);
    const telemetry = openTelemetry();
    await get(server.origin, { telemetry });
    const record = vi.fn();
    metrics.setGlobalMeterProvider({
      getMeter: () => ({ createHistogram: () => ({ record }) }),
    } as never);
    onTestFinished(() => metrics.disable());
    await get(server.origin, { telemetry });
    expect(record).toHaveBeenCalledOnce();
  });

  it('does nothing while no provider is registered, and refuses one that is none', async () => {
    const server = await rawServer(vendor?.wire.ok.get as Script);
    expect(trace.getTracerProvider()).toBeDefined();
    expect(await get(server.origin, { telemetry: openTelemetry() })).toEqual(vendor?.wire.user);
    expect(() => openTelemetry({ tracerProvider: {} as never })).toThrow(
      /^tracerProvider must be a provider with/,
    );
    expect(() => openTelemetry({ tracer: {} } as never)).toThrow(/there is no 'tracer'/);
  });
});
