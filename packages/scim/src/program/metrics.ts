import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { AuditLine } from '../options.js';
import type { PersonInLimbo } from './limbo.js';

/** Answers within 25 ms to 50 s, the bridge's own limit. */
const SECONDS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 50];

/** What an operator watches, in Prometheus' form. Systems, methods and outcomes only: no person, no token. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Counter({
    name: 'scim_requests_total',
    help: 'Requests, by system, method and status.',
    labelNames: ['system', 'method', 'status'],
    registers: [this.#registry],
  });
  readonly #seconds = new Histogram({
    name: 'scim_request_duration_seconds',
    help: 'How long requests took, the time of the system included.',
    labelNames: ['system', 'method'],
    buckets: SECONDS,
    registers: [this.#registry],
  });
  readonly #writes = new Counter({
    name: 'scim_writes_total',
    help: 'Writes, by outcome; failed is one of them.',
    labelNames: ['system', 'outcome'],
    registers: [this.#registry],
  });
  readonly #left = new Counter({
    name: 'scim_left_overs_total',
    help: 'What removals left for a human, as the audit log says.',
    labelNames: ['system'],
    registers: [this.#registry],
  });

  /** @param limbo reads who is in between, each time the metrics are read. */
  constructor(limbo: () => Promise<PersonInLimbo[]>) {
    collectDefaultMetrics({ register: this.#registry });
    const gauge = new Gauge({
      name: 'scim_people_in_limbo',
      help: 'People whose create or removal was begun and is not confirmed.',
      labelNames: ['system', 'state'],
      registers: [this.#registry],
      collect: async () => {
        gauge.reset();
        for (const { system, state } of await limbo()) gauge.inc({ system, state });
      },
    });
  }

  request(system: string, method: string, status: number, seconds: number): void {
    this.#requests.inc({ system, method, status });
    this.#seconds.observe({ system, method }, seconds);
  }

  write({ left = [], outcome = 'failed', system }: AuditLine): void {
    this.#writes.inc({ system, outcome });
    if (left.length > 0) this.#left.inc({ system }, left.length);
  }

  async text(): Promise<Response> {
    return new Response(await this.#registry.metrics(), {
      headers: { 'Content-Type': this.#registry.contentType },
    });
  }
}
