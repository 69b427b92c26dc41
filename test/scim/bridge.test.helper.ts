import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { MockOptions, RunningMock, Vendor } from '@rollcall/mock-servers';
import {
  type AuditLine,
  createScim,
  hashToken,
  type ScimOptions,
  type ScimSystem,
  type Store,
  sqliteStore,
} from '@rollcall/scim';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { accountsOf, startPlace } from '../accounts/systems.test.helper.js';

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const MESSAGES = 'urn:ietf:params:scim:api:messages:2.0';
export const TOKEN = 'a-token-that-may-write';
export const READ_TOKEN = 'a-token-that-may-read';
export const OTHER_TOKEN = 'a-token-for-another-system';

/** What each vendor wants and SCIM has no word for, and how people are closed where the vendor cannot. */
const SETTINGS: Readonly<Record<Vendor, Omit<ScimSystem, 'accounts'>>> = {
  qradar: { defaults: { roles: ['Analyst'], securityProfile: 'Default' }, deactivate: 'remove' },
  iq: { deactivate: 'remove' },
  qlik: {},
  'qualys-saq': { defaults: { company: 'Example' }, deactivate: 'remove' },
};

// biome-ignore lint/suspicious/noExplicitAny: an answer is what it is; the tests look at it
export type Body = any;

interface Answer {
  status: number;
  headers: Headers;
  body: Body;
}

export interface Bridge {
  vendor: Vendor;
  mock: RunningMock;
  store: Store;
  audit: AuditLine[];
  /** The address of the system. */
  url: string;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

/** For each test of a file: the sandbox as it was at first, and a bridge before it that remembers nothing. */
export function bridgeForEach(
  vendor: Vendor,
  options: Partial<ScimOptions> = {},
  system: Partial<ScimSystem> = {},
  sandbox: MockOptions = {},
): () => Bridge {
  let mock: RunningMock;
  let bridge: Bridge;
  beforeAll(async () => {
    ({ mock } = await startPlace(vendor, sandbox));
  });
  beforeEach(async () => {
    mock.reset();
    bridge = await bridgeTo(vendor, mock, options, system);
  });
  afterEach(async () => {
    await bridge.close();
    expect(mock.violations).toEqual([]);
  });
  afterAll(() => mock.close());
  return () => bridge;
}

/** A bridge before a sandbox that is there already. */
export async function bridgeTo(
  vendor: Vendor,
  mock: RunningMock,
  options: Partial<ScimOptions> = {},
  system: Partial<ScimSystem> = {},
): Promise<Bridge> {
  const audit: AuditLine[] = [];
  const store = options.store ?? sqliteStore(':memory:');
  const scim = createScim(
    { [vendor]: { ...SETTINGS[vendor], accounts: accountsOf(vendor, mock), ...system } },
    {
      store,
      tokens: [
        { name: 'entra', sha256: hashToken(TOKEN) },
        { name: 'reader', sha256: hashToken(READ_TOKEN), readOnly: true },
        { name: 'other', sha256: hashToken(OTHER_TOKEN), systems: ['elsewhere'] },
      ],
      audit: (line) => audit.push(line),
      requestsPerSecond: 10_000,
      removalIntervalMs: 20,
      ...options,
    },
  );
  const server = serve({ fetch: scim.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v2/${vendor}`;
  return {
    vendor,
    mock,
    store,
    audit,
    url,
    call: (method, path, body, headers) => call(url + path, method, body, headers),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function call(
  url: string,
  method: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(url, {
    method,
    headers: {
      Authorization: `Bearer ${TOKEN}`,
      ...(body !== undefined && { 'Content-Type': 'application/scim+json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === '' ? undefined : JSON.parse(text) };
}

/** What Entra sends for a new person, with invented data. */
export const kim = {
  schemas: [USER, ENTERPRISE],
  externalId: 'kim',
  userName: 'kim@acme.test',
  active: true,
  displayName: 'Kim Lee',
  emails: [{ primary: true, type: 'work', value: 'kim@acme.test' }],
  meta: { resourceType: 'User' },
  name: { formatted: 'Kim Lee', familyName: 'Lee', givenName: 'Kim' },
  roles: [],
  addresses: null,
  phoneNumbers: null,
  title: null,
  preferredLanguage: null,
  department: null,
  manager: null,
};

export const patchOf = (...Operations: unknown[]) => ({ schemas: [`${MESSAGES}:PatchOp`], Operations });

export const filterBy = (filter: string) => `/Users?filter=${encodeURIComponent(filter)}`;

/** The calls of a sandbox's journal that changed something. */
export const writesOf = (mock: RunningMock): string[] =>
  mock.journal
    .map(({ operationId = '' }) => operationId)
    .filter((name) => !/^(get|list|search|count)/.test(name));

/** An attribute that can be changed on every system, and two values of it. */
export const CHANGING: Readonly<Record<Vendor, { path: string; value: string }>> = {
  qradar: { path: 'emails[type eq "work"].value', value: 'k2@acme.test' },
  iq: { path: 'name.familyName', value: 'Li' },
  qlik: { path: 'displayName', value: 'K. Lee' },
  'qualys-saq': { path: 'name.familyName', value: 'Li' },
};
