import { createQlikApi } from '@qlik/api';
import nexus from '@sonatype/nexus-iq-api-client';
import { iqUser, PATCH, type PeerClient, qlikUser, within } from './client.ts';

export const peers: readonly PeerClient[] = [
  {
    column: '@qlik/api',
    vendor: 'Qlik',
    lacks: ['password', 'cap'],
    open({ origin, secret, timeoutMs }) {
      const hostConfig = { authType: 'apikey' as const, host: origin, apiKey: secret as string };
      const { users } = createQlikApi({ hostConfig });
      // Its cache would answer the second run of a fault.
      const options = { noCache: true, ...(timeoutMs ? { timeoutMs } : {}) };
      return {
        get: async (id) => (await users.getUser(id, {}, options)).data,
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
        create: async () => (await users.createUser(qlikUser, options)).data,
        remove: async (id) => (await users.deleteUser(id, options)).data,
        patch: async (id) => (await users.patchUser(id, PATCH, options)).data,
      };
    },
  },
  {
    column: '@sonatype/nexus-iq-api-client',
    vendor: 'IQ',
    lacks: ['cap'],
    open({ origin, secret, password, timeoutMs }) {
      const credential = password ? { username: 'admin', password: secret } : { accessToken: secret };
      const given = Object.fromEntries(Object.entries(credential).filter(([, value]) => value !== undefined));
      const users = new nexus.UsersApi(new nexus.Configuration({ basePath: origin, ...given }));
      const call = within(timeoutMs);
      return {
        get: (username) => users.get1({ username }, call),
        whole: (username) => users.get1Raw({ username }, call),
        list: () => users.getAll2({}, call),
        create: () => users.add({ apiUserDTO: iqUser }, call),
        remove: (username) => users.delete1({ username }, call),
      };
    },
  },
];
