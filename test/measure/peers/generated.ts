import * as rawIq from '@rollcall/iq';
import * as rawQlik from '@rollcall/qlik';
import * as rawQRadar from '@rollcall/qradar';
import { given, iqUser, PATCH, type PeerClient, qlikUser, qradarUser, within } from './client.ts';

export const generated: readonly PeerClient[] = [
  {
    column: 'generated client',
    vendor: 'QRadar',
    lacks: ['cap'],
    open({ origin, secret, password, timeoutMs, more, fetch }) {
      const auth = ({ type }: { type: string }) => {
        if ((type === 'http') !== (password === true)) return undefined;
        return password && secret ? `admin:${secret}` : secret;
      };
      const client = rawQRadar.createClient(
        rawQRadar.createConfig({ baseUrl: origin, auth, ...given(fetch, more) }),
      );
      const options = { client, throwOnError: true as const, ...within(timeoutMs) };
      const path = (id: string) => ({ path: { id: id as never } });
      return {
        get: async (id, call) => (await rawQRadar.getUser({ ...options, ...call, ...path(id) })).data,
        whole: (id) => rawQRadar.getUser({ ...options, ...path(id) }),
        list: async () => (await rawQRadar.listUsers(options)).data,
        create: async (fields) => (await rawQRadar.createUser({ ...options, body: qradarUser(fields) })).data,
        remove: async (id) => (await rawQRadar.deleteUser({ ...options, ...path(id) })).data,
      };
    },
  },
  {
    column: 'generated client',
    vendor: 'Qlik',
    lacks: ['password', 'cap'],
    open({ origin, secret, timeoutMs, more, fetch }) {
      const client = rawQlik.createClient(
        rawQlik.createConfig({ baseUrl: origin, auth: () => secret, ...given(fetch, more) }),
      );
      const options = { client, throwOnError: true as const, ...within(timeoutMs) };
      const path = (userId: string) => ({ path: { userId } });
      return {
        get: async (id, call) => (await rawQlik.getUser({ ...options, ...call, ...path(id) })).data,
        whole: (id) => rawQlik.getUser({ ...options, ...path(id) }),
        list: async () => (await rawQlik.listUsers(options)).data,
        create: async (fields) => (await rawQlik.createUser({ ...options, body: qlikUser(fields) })).data,
        remove: async (id) => (await rawQlik.deleteUser({ ...options, ...path(id) })).data,
        patch: async (id) =>
          (await rawQlik.patchUser({ ...options, ...path(id), body: PATCH as never })).data,
      };
    },
  },
  {
    column: 'generated client',
    vendor: 'IQ',
    lacks: ['cap'],
    open({ origin, secret, password, timeoutMs, more, fetch }) {
      const auth = ({ scheme }: { scheme?: string }) => {
        if (scheme !== (password ? 'basic' : 'bearer')) return undefined;
        return password && secret ? `admin:${secret}` : secret;
      };
      const client = rawIq.createClient(rawIq.createConfig({ baseUrl: origin, auth, ...given(fetch, more) }));
      const options = { client, throwOnError: true as const, ...within(timeoutMs) };
      const path = (username: string) => ({ path: { username } });
      return {
        get: async (id, call) => (await rawIq.getUser({ ...options, ...call, ...path(id) })).data,
        whole: (id) => rawIq.getUser({ ...options, ...path(id) }),
        list: async () => (await rawIq.listUsers(options)).data,
        create: async (fields) => (await rawIq.createUser({ ...options, body: iqUser(fields) })).data,
        remove: async (id) => (await rawIq.deleteUser({ ...options, ...path(id) })).data,
      };
    },
  },
];
