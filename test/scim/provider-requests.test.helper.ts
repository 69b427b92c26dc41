import type { Vendor } from '@rollcall/mock-servers';
import { expect } from 'vitest';
import { type Body, type Bridge, filterBy, kim, patchOf } from './bridge.test.helper.js';

/** A role that can be given in each sandbox, where roles are what the bridge stores. */
export const ROLES: Partial<Record<Vendor, string>> = { qradar: 'Reader', qlik: 'Developer' };

export const roleOf = (vendor: Vendor): string => ROLES[vendor] ?? 'Analyst';

/** What stands in a cell of the table. */
export type Cell = '✓' | 'left out' | '404' | '501';

/** Kim as Entra makes her. */
export async function kimOf({ call }: Bridge, more: object = {}): Promise<Body> {
  const { body, status } = await call('POST', '/Users', { ...kim, ...more });
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
}

/** ✓ when the answer is a success and shows it, left out when it is one without it and the audit line says so. */
export function shown(
  bridge: Bridge,
  { body, status }: { body: Body; status: number },
  text: string,
  attribute: string,
): Cell {
  expect(status, JSON.stringify(body)).toBeLessThan(300);
  if (JSON.stringify(body).includes(text)) return '✓';
  expect(bridge.audit.at(-1)?.leftOut?.join()).toContain(attribute);
  return 'left out';
}

/** What a PATCH of a new Kim is answered with. */
export const patched = async (bridge: Bridge, ...operations: unknown[]) =>
  bridge.call('PATCH', `/Users/${(await kimOf(bridge)).id}`, patchOf(...operations));

/** ✓ when each filter finds the one Kim. */
export async function findsKim({ call }: Bridge, ...filters: string[]): Promise<Cell> {
  for (const filter of filters) {
    const { body } = await call('GET', filterBy(filter));
    expect(body.totalResults, filter).toBe(1);
  }
  return '✓';
}

/** What is sent, by the second column of the table; gives what stands in its cell. */
export type Requests = Readonly<Record<string, (bridge: Bridge) => Promise<Cell>>>;
