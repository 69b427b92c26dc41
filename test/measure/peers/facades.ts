import { vendors } from '../../support/vendors/index.ts';
import { numeric, type PeerClient, type Vendor } from './client.ts';

/** Ours; Qualys has no peer to stand beside. */
export const facades: readonly PeerClient[] = vendors
  .filter(({ name }) => name !== 'Qualys')
  .map(({ name, credential, wire, open }) => ({
    column: 'facade',
    vendor: name as Vendor,
    lacks: credential.auth.password ? [] : ['password'],
    open({ origin, secret, password, ...options }) {
      const by = password && credential.auth.password ? 'password' : 'token';
      const client = open(origin, { secret, by, ...options });
      const idOf = (id: string) => (wire.numericIds ? numeric(id) : id);
      return {
        get: (id) => client.get(idOf(id)),
        whole: (id) => client.get(idOf(id)),
        list: async () => {
          const all = [];
          for await (const user of client.list()) all.push(user);
          return all;
        },
        create: () => client.create(),
        remove: (id) => client.remove(idOf(id)),
        ...(name === 'Qlik' ? { patch: (id: string) => client.update(id) } : {}),
      };
    },
  }));
