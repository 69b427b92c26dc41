import type { Account, AccountSystem, ChangeResult, NewAccount } from '@rollcall/accounts';

const CAN: NewAccount = {
  login: '',
  displayName: '',
  givenName: '',
  familyName: '',
  addresses: [],
  roles: [],
};
const FIELDS = Object.keys(CAN) as (keyof NewAccount)[];

/** Accounts in this process: what the bridge takes by itself, without a vendor and without a call over the network. */
export function memoryAccounts(): AccountSystem {
  const accounts = new Map<string, Account>();
  let last = 0;

  const put = (
    id: string,
    { roles, securityProfile: _, groups: __, tags: ___, ...fields }: NewAccount,
  ): ChangeResult => {
    const before = accounts.get(id) ?? {
      system: 'memory',
      id,
      login: '',
      addresses: [],
      state: 'active' as const,
    };
    const account = {
      ...before,
      ...fields,
      ...(roles && { roles: roles.map((name) => ({ id: name, name })) }),
    };
    accounts.set(id, account);
    return { account, done: [], left: [] };
  };
  const setState = (id: string, state: 'active' | 'disabled'): ChangeResult => {
    const account = { ...(accounts.get(id) as Account), state };
    accounts.set(id, account);
    return { account, done: [], left: [] };
  };
  const refuse = () => {
    throw new Error('the bridge does not ask for this');
  };

  return {
    name: 'memory',
    vendor: 'qlik',
    capabilities: {
      disable: true,
      roles: 'many',
      rolesApart: false,
      exactTotals: true,
      removalTakesTime: false,
      required: ['login'],
      creatable: FIELDS,
      changeable: FIELDS,
      absent: {},
    },
    async *list() {
      yield* accounts.values();
    },
    async find(wanted) {
      const folded = wanted.toLowerCase();
      for (const account of accounts.values()) {
        if ([account.login, ...account.addresses].some((each) => each.toLowerCase() === folded))
          return account;
      }
      return undefined;
    },
    get: async (id) => accounts.get(id),
    async *roles() {
      for (const name of ['Admin', 'Developer']) yield { id: name, name };
    },
    async *groups() {},
    async *tags() {},
    async *securityProfiles() {},
    self: async () => undefined,
    version: async () => undefined,
    placeless: async () => [],
    plan: refuse,
    confirm: refuse,
    create: async (account) => put(String(++last), account),
    change: async (id, patch) => put(id, patch),
    disable: async (id) => setState(id, 'disabled'),
    enable: async (id) => setState(id, 'active'),
    remove: async (id) => {
      accounts.delete(id);
      return { done: [], left: [] };
    },
  };
}
