import { createIq } from '@rollcall/facade/iq';
import { createQlik } from '@rollcall/facade/qlik';
import { createQRadar } from '@rollcall/facade/qradar';
import { iqUser, numeric, type PeerClient, qlikUser, qradarUser } from './client.ts';

export const facades: PeerClient[] = [
  {
    column: 'facade',
    vendor: 'QRadar',
    lacks: [],
    open({ origin, secret, password, ...options }) {
      const auth = password ? { username: 'admin', password: secret } : { secToken: secret };
      const { users } = createQRadar({ baseUrl: origin, auth: auth as never, ...options });
      return {
        get: (id) => users.get(numeric(id)),
        whole: (id) => users.get(numeric(id)),
        list: () => users.list().toArray(),
        create: () => users.create(qradarUser),
        remove: (id) => users.delete(numeric(id)),
      };
    },
  },
  {
    column: 'facade',
    vendor: 'Qlik',
    lacks: ['password'],
    open({ origin, secret, password: _, ...options }) {
      const { users } = createQlik({ baseUrl: origin, auth: { apiKey: secret as string }, ...options });
      return {
        get: (id) => users.get(id),
        whole: (id) => users.get(id),
        list: () => users.list().toArray(),
        create: () => users.create(qlikUser as never),
        remove: (id) => users.delete(id),
        patch: (id) => users.update(id, { name: 'Jane' }),
      };
    },
  },
  {
    column: 'facade',
    vendor: 'IQ',
    lacks: [],
    open({ origin, secret, password, ...options }) {
      const auth = password ? { username: 'admin', password: secret } : { token: secret };
      const { users } = createIq({ baseUrl: origin, auth: auth as never, ...options });
      return {
        get: (id) => users.get(id),
        whole: (id) => users.get(id),
        list: () => users.list().toArray(),
        create: () => users.create(iqUser),
        remove: (id) => users.delete(id),
      };
    },
  },
];
