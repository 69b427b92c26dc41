import { createQlikApi } from '@qlik/api';
import nexus from '@sonatype/nexus-iq-api-client';
import { iqUser, PATCH, type PeerClient, qlikUser, within } from './client.ts';

export const peers: readonly PeerClient[] = [
  {
    column: '@qlik/api',
    vendor: 'Qlik',
    lacks: ['password', 'cap', 'fetch'],
    open({ origin, secret, timeoutMs, more }) {
      const hostConfig = { authType: 'apikey' as const, host: origin, apiKey: secret as string, ...more };
      const { users } = createQlikApi({ hostConfig });
      // Its cache would answer the second run of a fault.
      const options = { noCache: true, ...(timeoutMs ? { timeoutMs } : {}) };
      return {
        get: async (id, call) => (await users.getUser(id, {}, { ...options, ...call })).data,
        whole: (id) => users.getUser(id, {}, options),
        async list() {
          const items: unknown[] = [];
          let page: Awaited<ReturnType<typeof users.getUsers>> | undefined = await users.getUsers(
            {},
            options,
          );
          for (; page; page = await page.next?.(options)) items.push(...(page.data.data ?? []));
          return items;
        },
        create: async (fields) => (await users.createUser(qlikUser(fields), options)).data,
        remove: async (id) => (await users.deleteUser(id, options)).data,
        patch: async (id) => (await users.patchUser(id, PATCH, options)).data,
      };
    },
  },
  {
    column: '@sonatype/nexus-iq-api-client',
    vendor: 'IQ',
    lacks: ['cap'],
    open({ origin, secret, password, timeoutMs, more, fetch }) {
      const credential = password ? { username: 'admin', password: secret } : { accessToken: secret };
      const carrier = fetch ? { fetchApi: fetch } : {};
      const given = Object.fromEntries(Object.entries(credential).filter(([, value]) => value !== undefined));
      const users = new nexus.UsersApi(
        new nexus.Configuration({ basePath: origin, ...given, ...carrier, ...more }),
      );
      const call = within(timeoutMs);
      return {
        get: (username, options) => users.get1({ username }, { ...call, ...options }),
        whole: (username) => users.get1Raw({ username }, call),
        list: () => users.getAll2({}, call),
        create: (fields) => users.add({ apiUserDTO: iqUser(fields) }, call),
        remove: (username) => users.delete1({ username }, call),
      };
    },
  },
];
