import { Agent } from 'node:http';
import { createQlikApi } from '@qlik/api';
import type { Fetch } from '@rollcall/facade';
import { createClient, createConfig, listUsers } from '@rollcall/qradar';
import nexus from '@sonatype/nexus-iq-api-client';
import axios from 'axios';
import got from 'got';
import ky from 'ky';
import { createFetch } from 'ofetch';
import createOpenApiClient from 'openapi-fetch';
import { request } from 'undici';
import { iq, openIq, openQlik, openQRadar, qlik, qradar } from '../../support/vendors/index.ts';
import type { Contender } from './contenders.ts';

// Every client reads the first page of 50 users: ours with all it does, the peers with the least that a user would write.

export const PATHS = {
  qradar: qradar.wire.usersPath,
  qlik: qlik.wire.usersPath,
  iq: iq.wire.usersPath,
};
const RANGE = 'items=0-49';
const headers = { Accept: 'application/json', Version: '21.0', SEC: 'token', Range: RANGE };

/** What sends: the global `fetch`, or a stub of it. `null` leaves out the clients that bring their own sockets. */
export interface Wire {
  readonly origin: string;
  readonly fetch: typeof fetch;
}

export const BASE = 'fetch + JSON.parse';

/** One for each vendor's page, as the pages are not of one size. */
export function baselines({ origin, fetch }: Wire): Contender[] {
  return Object.entries(PATHS).map(([kind, path]) => ({
    name: `${BASE}, ${kind}`,
    kind,
    run: async () => JSON.parse(await (await fetch(origin + path, { headers })).text()),
  }));
}

/** Ours; `name` says by what it sends. */
export function facades({ origin }: Wire, send: Fetch, name = ''): Contender[] {
  const options = { fetch: send };
  const { users } = openQRadar(origin, options);
  const { users: qlikUsers } = openQlik(origin, options);
  const { users: iqUsers } = openIq(origin, options);
  return [
    { name: `facade QRadar${name}`, kind: 'qradar', run: () => first(users.list()) },
    { name: `facade Qlik${name}`, kind: 'qlik', run: () => first(qlikUsers.list()) },
    { name: `facade IQ${name}`, kind: 'iq', run: () => first(iqUsers.list()) },
  ];
}

/** One page, not the end of a loop over many, which has a cost of its own. */
async function first<Item>(list: {
  byPage(): AsyncIterable<{ items: Item[] }>;
}): Promise<Item[] | undefined> {
  const { value } = await list.byPage()[Symbol.asyncIterator]().next();
  return value?.items;
}

/** The clients that take a `fetch`, or use the global one, which a stub replaces while this runs. */
export function fetchPeers({ origin, fetch }: Wire): Contender[] {
  const client = createClient(createConfig({ baseUrl: origin, fetch }));
  const openapi = createOpenApiClient<
    Record<string, { get: { responses: { 200: { content: { 'application/json': unknown[] } } } } }>
  >({ baseUrl: origin, fetch });
  const kyClient = ky.create({ fetch, headers });
  const axiosClient = axios.create({ adapter: 'fetch', env: { fetch }, headers } as object);
  const ofetch = createFetch({ fetch, Headers, AbortController });
  const qlikApi = createQlikApi({ hostConfig: { authType: 'apikey', host: origin, apiKey: 'token' } });
  const iqApi = new nexus.UsersApi(
    new nexus.Configuration({ basePath: origin, username: 'admin', password: 'secret', fetchApi: fetch }),
  );
  const url = origin + PATHS.qradar;
  return [
    {
      name: 'generated client',
      kind: 'qradar',
      run: async () =>
        (await listUsers({ client, throwOnError: true, headers: { Range: RANGE } as never, auth: 'token' }))
          .data,
    },
    {
      name: 'openapi-fetch',
      kind: 'qradar',
      run: async () => (await openapi.GET(PATHS.qradar, { headers })).data,
    },
    { name: 'ky', kind: 'qradar', run: () => kyClient(url).json() },
    { name: 'ofetch', kind: 'qradar', run: () => ofetch(url, { headers }) },
    { name: 'axios (fetch)', kind: 'qradar', run: async () => (await axiosClient.get(url)).data },
    {
      name: '@qlik/api',
      kind: 'qlik',
      run: async () => (await qlikApi.users.getUsers({ limit: 50 }, { noCache: true })).data,
    },
    { name: '@sonatype/nexus-iq-api-client', kind: 'iq', run: () => iqApi.getAll2({ realm: 'Internal' }) },
  ];
}

/** The clients that bring their own sockets. */
export function socketPeers({ origin }: Wire): Contender[] {
  const url = origin + PATHS.qradar;
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const axiosClient = axios.create({ adapter: 'http', httpAgent: agent, headers });
  const gotClient = got.extend({ headers, agent: { http: agent } });
  return [
    {
      name: 'undici.request',
      kind: 'qradar',
      run: async () => (await request(url, { headers })).body.json(),
    },
    { name: 'axios (http)', kind: 'qradar', run: async () => (await axiosClient.get(url)).data },
    { name: 'got', kind: 'qradar', run: () => gotClient(url).json() },
  ];
}
