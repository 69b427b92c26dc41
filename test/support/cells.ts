import type { Fetch } from '@rollcall/facade';
import { nodeTransport } from '@rollcall/facade/node';
import { onTestFinished } from 'vitest';
import { type OpenOptions, type Vendor, vendors } from './vendors/index.js';

/** The type that the vendor's answers have. */
export function typeOf({ wire: { media } }: Vendor): { 'Content-Type': string } {
  return { 'Content-Type': media === 'xml' ? 'text/xml' : 'application/json' };
}

/** What carries the requests: the platform's `fetch`, or our own Node transport. */
export type Carrier = 'fetch' | 'node';

/** Every vendor over every transport; `title` names the pair, `open` makes its client. */
export const cells = (['fetch', 'node'] as const).flatMap((carrier) =>
  vendors.map((vendor) => ({
    title: `${vendor.name} over ${carrier}`,
    vendor,
    carrier,
    open: (baseUrl: string, options?: OpenOptions) =>
      vendor.open(baseUrl, { ...transportOf(carrier), ...options }),
  })),
);

/** The option that chooses a transport; one of Node's own is closed when the test ends. */
export function transportOf(carrier: Carrier): { fetch?: Fetch } {
  if (carrier === 'fetch') return {};
  const transport = nodeTransport();
  onTestFinished(() => transport.close());
  return { fetch: transport };
}

/** The error of a call that must fail. */
export async function failure(work: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  try {
    await work;
  } catch (error) {
    return error as never;
  }
  throw new Error('the call succeeded, though it must not');
}

/** Everything of a list. */
export async function all(list: AsyncIterable<unknown>): Promise<unknown[]> {
  const items: unknown[] = [];
  for await (const item of list) items.push(item);
  return items;
}
