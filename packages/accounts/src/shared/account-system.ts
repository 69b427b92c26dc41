import { InvalidInputError } from '@rollcall/facade';
import type { Account } from '../account.js';
import type { Change, ChangeResult, Step } from '../change.js';
import { NotConfirmedError } from '../errors.js';
import type { AccountSystem, CallControl, ReadOptions } from '../system.js';
import type { Adapter, Written } from './adapter.js';
import { checkFields } from './check-fields.js';
import { differences } from './differences.js';
import { findOne } from './find-one.js';
import { lookAgain } from './leaver.js';
import { needsAccess } from './needs-access.js';
import { readAfterWrite } from './read-after-write.js';
import { step } from './step.js';

/** An `AccountSystem` of one vendor's adapter. */
export function accountSystem(name: string, adapter: Adapter): AccountSystem {
  const { capabilities, vendor } = adapter;

  /** The account with this very id: QRadar takes 07 for 7, and what is written down of an account is its id. */
  async function accountOf(id: string, options: ReadOptions): Promise<Account | undefined> {
    if (typeof id !== 'string' || id === '')
      throw new InvalidInputError(
        `${name}: an id is a text that is not empty, as an account has it; nothing was sent`,
      );
    const account = await adapter.get(id, options);
    if (!account || account.id === id) return account;
    throw new InvalidInputError(
      `${name}: '${id}' is not the id of ${account.login}, whom it finds; that is '${account.id}'; nothing was changed`,
    );
  }

  async function existing(id: string, options: CallControl, access = false): Promise<Account> {
    const account = await accountOf(id, { ...options, access });
    if (account) return account;
    throw new InvalidInputError(`${name} has no account with the id '${id}'; nothing was changed`);
  }

  /** What of a change an account does not have, without the fields that this system has no place for. */
  async function unmetHere(change: Change, account: Account, options: CallControl): Promise<string[]> {
    if (change.kind !== 'create' || !adapter.placeless) return unmet(change, account);
    const without = await adapter.placeless(options);
    const fields = Object.entries(change.account).filter(
      ([field]) => !without.some((each) => each === field),
    );
    return unmet({ kind: 'create', account: Object.fromEntries(fields) }, account);
  }

  /** The account after a change, or an error that names what the vendor did not take. */
  async function readBack(
    { id, left = [], staged = false }: Written,
    change: Change,
    kind: Step['kind'],
    options: CallControl,
  ): Promise<ChangeResult> {
    const { account, missing } = await readAfterWrite(name, id, options, async () => {
      const found = await adapter.get(id, { ...options, access: needsAccess(change, capabilities) });
      if (!found) return { account: found, missing: ['the account'] };
      // What is staged was compared by the facade; the account itself changes with the deploy.
      return { account: found, missing: staged ? [] : await unmetHere(change, found, options) };
    });
    if (account && missing.length === 0) {
      return { account, done: [step(staged ? 'change-staged' : kind, `${account.login} (${id})`)], left };
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
    const { done, left } = await adapter.setActive(before, active, options);
    const kind = active ? 'account-enabled' : 'account-disabled';
    const result = await readBack({ id, left }, { kind: verb, id }, kind, options);
    return { ...result, done: done.length > 0 ? done : result.done };
  }

  const system: AccountSystem = {
    name,
    vendor,
    capabilities,
    list: (options = {}) => adapter.list(options),
    find: (wanted, options = {}) => findOne(name, wanted, adapter.candidates(wanted, options)),
    get: async (id, options = {}) => accountOf(id, options),
    roles: (options = {}) => adapter.roles(options),
    async *groups(options = {}) {
      if (adapter.groups) yield* adapter.groups(options);
    },
    async *tags(options = {}) {
      if (adapter.tags) yield* adapter.tags(options);
    },
    async *securityProfiles(options = {}) {
      if (adapter.securityProfiles) yield* adapter.securityProfiles(options);
    },
    self: (options = {}) => adapter.self(options),
    version: async (options = {}) => adapter.version?.(options),
    placeless: async (options = {}) => (await adapter.placeless?.(options)) ?? [],

    async plan(change, options = {}) {
      check(change);
      const before =
        change.kind === 'create'
          ? undefined
          : await existing(change.id, options, needsAccess(change, capabilities));
      const calls = await adapter.calls(change, before);
      return { system: name, change, ...(before ? { before } : {}), calls };
    },

    async create(account, options = {}) {
      check({ kind: 'create', account });
      const written = await adapter.create(account, options);
      return readBack(written, { kind: 'create', account }, 'account-created', options);
    },

    async change(id, patch, options = {}) {
      const change: Change = { kind: 'change', id, patch };
      check(change);
      const before = await existing(id, options, needsAccess(change, capabilities));
      return readBack(await adapter.change(before, patch, options), change, 'account-changed', options);
    },

    disable: (id, options = {}) => setActive(id, false, options),
    enable: (id, options = {}) => setActive(id, true, options),

    async remove(id, options = {}) {
      const call = options.signal ? { signal: options.signal } : {};
      const account = await accountOf(id, call);
      // A task that goes on may have finished since: nobody is left to read, and that is what was asked for.
      if (!account && options.resume === undefined) await existing(id, call);
      const { done, left } = account
        ? await adapter.remove(account, options)
        : { done: [step('account-removed', id)], left: [] };
      const still = await lookAgain(name, account?.login ?? id, { done, left }, () => adapter.get(id, call));
      const has = (kind: Step['kind']) => done.some((each) => each.kind === kind);
      if (still && has('removal-staged') && !has('account-removed')) return { account: still, done, left };
      if (still) {
        throw new NotConfirmedError(
          `${name} says that account '${id}' was removed, but it still answers`,
          account,
        );
      }
      const confirmed = step('absence-confirmed', `${account?.login ?? id} is not found any more`);
      return { done: has('absence-confirmed') ? done : [...done, confirmed], left };
    },

    async confirm(change, options = {}) {
      if (change.kind === 'create') {
        const { login, addresses: [address] = [] } = change.account;
        const account = await system.find(login ?? address ?? '', {
          ...options,
          access: needsAccess(change, capabilities),
        });
        return account !== undefined && (await unmetHere(change, account, options)).length === 0;
      }
      if (change.kind === 'remove') return (await accountOf(change.id, options)) === undefined;
      const account = await accountOf(change.id, { ...options, access: needsAccess(change, capabilities) });
      if (!account || unmet(change, account).length > 0) return false;
      // A disable revokes the keys too, and the account may have been disabled before.
      return change.kind !== 'disable' || (account.tokens ?? []).length === 0;
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
