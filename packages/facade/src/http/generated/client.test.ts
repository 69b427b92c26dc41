import { expect, it } from 'vitest';
import { secretNamesOf } from '../errors/secret-fields.js';
import type { CreateClient, GeneratedClient } from '../types.js';
import { clientForCallers } from './client.js';

const noExchange = () => Promise.reject(new Error('nothing is sent here'));

it('loads the generated client with the first call, once, and again when it did not come', async () => {
  const lost = new TypeError('Failed to fetch dynamically imported module');
  const createClient: CreateClient = () => ({
    request: async (options) => options,
    interceptors: { request: { fns: [] }, response: { fns: [] }, error: { fns: [] } },
  });
  let loads = 0;
  const generated = async () => {
    loads += 1;
    if (loads === 1) throw lost;
    return { createClient };
  };
  const base = {
    baseUrl: 'http://127.0.0.1:9',
    headers: {},
    secretNames: secretNamesOf([], []),
  };
  const client = clientForCallers(base, { media: 'json', generated }, noExchange) as GeneratedClient & {
    get(options: object): Promise<unknown>;
  };
  expect(loads).toBe(0);
  const together = await Promise.allSettled([client.get({ url: '/a' }), client.get({ url: '/b' })]);
  expect(together.map((one) => one.status === 'rejected' && one.reason)).toEqual([lost, lost]);
  expect(loads).toBe(1);
  expect(await Promise.all([client.get({ url: '/a' }), client.request({ url: '/b' })])).toMatchObject([
    { url: '/a', method: 'GET' },
    { url: '/b' },
  ]);
  expect(loads).toBe(2);
});
