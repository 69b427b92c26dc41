import { InvalidInputError } from '@rollcall/facade';
import type { Account } from '../account.js';
import type { Change, ChangeResult, Step } from '../change.js';
import { NotConfirmedError } from '../errors.js';
import type { AccountSystem, CallControl } from '../system.js';
import type { Adapter } from './adapter.js';
import { checkFields } from './check-fields.js';
import { differences } from './differences.js';
import { findOne } from './find-one.js';
import { step } from './step.js';

/** An `AccountSystem` of one vendor's adapter. */
export function accountSystem(name: string, adapter: Adapter): AccountSystem {
  const { capabilities, vendor } = adapter;

  async function existing(id: string, options: CallControl, tokens = false): Promise<Account> {
    const account = await adapter.get(id, { ...options, tokens });
    if (account) return account;
    throw new InvalidInputError(`${name} has no account with the id '${id}'; nothing was changed`);
  }

  /** The account after a change, or an error that names what the vendor did not take. */
  async function readBack(id: string, change: Change, kind: Step['kind'], options: CallControl) {
    const account = await adapter.get(id, options);
    const missing = account ? unmet(change, account) : ['the account'];
    if (account && missing.length === 0) {
      return { account, done: [step(kind, `${account.login} (${id})`)], left: [] };
    }
    throw new NotConfirmedError(
      `${name} took the change of account '${id}' without an error, but afterwards it does not have: ${missing.join(', ')}. Read the account before you try again.`,
      account,
    );
  }

  async function setActive(id: string, active: boolean, options: CallControl): Promise<ChangeResult> {
    const before = await existing(id, options);
    const verb = active ? 'enable' : 'disable';
    if (!adapter.setActive) throw cannotDisable(name, vendor, verb);
    await adapter.setActive(before, active, options);
    const change: Change = { kind: verb, id };
    return readBack(id, change, active ? 'account-enabled' : 'account-disabled', options);
  }

  const system: AccountSystem = {
    name,
    vendor,
    capabilities,
    list: (options = {}) => adapter.list(options),
    find: (wanted, options = {}) => findOne(name, wanted, adapter.candidates(wanted, options)),
    get: (id, options = {}) => adapter.get(id, options),
    roles: (options = {}) => adapter.roles(options),
    self: (options = {}) => adapter.self(options),

    async plan(change, options = {}) {
      check(change);
      const before =
        change.kind === 'create' ? undefined : await existing(change.id, options, change.kind === 'remove');
      const calls = adapter.calls(change, before);
      return { system: name, change, ...(before ? { before } : {}), calls };
    },

    async create(account, options = {}) {
      check({ kind: 'create', account });
      const id = await adapter.create(account, options);
      return readBack(id, { kind: 'create', account }, 'account-created', options);
    },

    async change(id, patch, options = {}) {
      check({ kind: 'change', id, patch });
      await adapter.change(await existing(id, options), patch, options);
      return readBack(id, { kind: 'change', id, patch }, 'account-changed', options);
    },

    disable: (id, options = {}) => setActive(id, false, options),
    enable: (id, options = {}) => setActive(id, true, options),

    async remove(id, options = {}) {
      const account = await adapter.get(id, { ...options, tokens: options.resume === undefined });
      // A task that goes on may have finished since: nobody is left to read, and that is what was asked for.
      if (!account && options.resume === undefined) await existing(id, options);
      const { done, left } = account
        ? await adapter.remove(account, options)
        : { done: [step('account-removed', id)], left: [] };
      if (await adapter.get(id, options.signal ? { signal: options.signal } : {})) {
        throw new NotConfirmedError(
          `${name} says that account '${id}' was removed, but it still answers`,
          account,
        );
      }
      return {
        done: [...done, step('absence-confirmed', `${account?.login ?? id} is not found any more`)],
        left,
      };
    },

    async confirm(change, options = {}) {
      if (change.kind === 'create') {
        const { login, addresses: [address] = [] } = change.account;
        const account = await system.find(login ?? address ?? '', options);
        return account !== undefined && unmet(change, account).length === 0;
      }
      const account = await adapter.get(change.id, options);
      if (change.kind === 'remove') return account === undefined;
      return account !== undefined && unmet(change, account).length === 0;
    },
  };

  function check(change: Change): void {
    if (change.kind === 'create') checkFields(name, capabilities, change.account, 'create');
    if (change.kind === 'change') checkFields(name, capabilities, change.patch, 'change');
    if ((change.kind === 'disable' || change.kind === 'enable') && !capabilities.disable) {
      throw cannotDisable(name, vendor, change.kind);
    }
  }

  return system;
}

/** What of a change an account does not have; empty when the change holds. */
function unmet(change: Change, account: Account): string[] {
  switch (change.kind) {
    case 'create':
      return differences(account, change.account);
    case 'change':
      return differences(account, change.patch);
    case 'disable':
      return account.state === 'disabled' ? [] : ['the state disabled'];
    case 'enable':
      return account.state === 'disabled' ? ['the state active'] : [];
    case 'remove':
      return ['absence'];
  }
}

function cannotDisable(name: string, vendor: string, verb: string): InvalidInputError {
  return new InvalidInputError(
    `${name} cannot ${verb} accounts: ${vendor} has no such state. Remove the account, or take its roles away`,
  );
}
