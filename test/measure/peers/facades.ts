import { openIq, openQlik, openQRadar, vendors } from '../../support/vendors/index.ts';
import { given, numeric, type PeerClient, type Vendor } from './client.ts';

/** Creates as plain JavaScript does: any fields. */
interface Creating {
  create(input: object): Promise<unknown>;
}
const USERS = {
  QRadar: (...given: Parameters<typeof openQRadar>) => openQRadar(...given).users as Creating,
  Qlik: (...given: Parameters<typeof openQlik>) => openQlik(...given).users as Creating,
  IQ: (...given: Parameters<typeof openIq>) => openIq(...given).users as Creating,
};

/** Ours; Qualys has no peer to stand beside. */
export const facades: readonly PeerClient[] = vendors
  .filter(({ name }) => name !== 'Qualys')
  .map(({ name, credential, wire, open }) => ({
    column: 'facade',
    vendor: name as Vendor,
    lacks: credential.auth.password ? [] : ['password'],
    open({ origin, secret, password, fetch, more, ...options }) {
      const by = password && credential.auth.password ? 'password' : 'token';
      const all = { secret, by, ...options, ...given(fetch, more) } as const;
      const client = open(origin, all);
      const idOf = (id: string) => (wire.numericIds ? numeric(id) : id);
      return {
        get: (id, call) => client.get(idOf(id), call),
        whole: (id) => client.get(idOf(id)),
        list: async () => {
          const all = [];
          for await (const user of client.list()) all.push(user);
          return all;
        },
        create: (fields) => USERS[name as Vendor](origin, all as never).create({ ...wire.input, ...fields }),
        remove: (id) => client.remove(idOf(id)),
        ...(name === 'Qlik' ? { patch: (id: string) => client.update(id) } : {}),
      };
    },
  }));
