import { HttpError, InvalidInputError } from '@rollcall/facade';
import { literal, or, type QRadar, where } from '@rollcall/facade/qradar';
import type { Account, Token } from '../account.js';
import type { AccountPatch } from '../change.js';
import { accountSystem } from '../shared/account-system.js';
import type { Adapter } from '../shared/adapter.js';
import { randomPassword } from '../shared/random-password.js';
import type { AccountSystem, CallControl, ReadOptions } from '../system.js';
import { callsOf } from './calls.js';
import { CAPABILITIES } from './capabilities.js';
import { directoryOf } from './directory.js';
import { type Context, toAccount, toToken } from './read.js';
import { removeUser } from './remove.js';

/**
 * The accounts of one QRadar console.
 *
 * @param name what the system is called in results and messages, such as `qradar-eu`.
 * @example
 * const console = qradarAccounts('qradar', createQRadar({ baseUrl, auth: { secToken } }));
 * for await (const account of console.list({ tokens: true })) print(account.login, account.tokens?.length);
 */
export function qradarAccounts(name: string, qradar: QRadar): AccountSystem {
  const directory = directoryOf(qradar);
  let ownId: Promise<number | undefined> | undefined;

  async function context(options: ReadOptions, owner?: string): Promise<Context> {
    const call = controlOf(options);
    ownId ??= currentUser(qradar, call).catch((error) => {
      ownId = undefined;
      throw error;
    });
    // Both are awaited at once: a rejection that nobody awaits yet ends a process.
    const [known, own] = await Promise.all([directory(call), ownId]);
    return {
      system: name,
      directory: known,
      ownId: own,
      tokens: options.tokens ? await tokensOf(qradar, call, owner) : undefined,
    };
  }

  const adapter: Adapter = {
    vendor: 'qradar',
    capabilities: CAPABILITIES,

    async *list({ onTotal, ...options }) {
      const known = await context(options);
      let told = false;
      const pages = qradar.users.list({}, controlOf(options)).byPage({ pageSize: 500, prefetch: 1 });
      for await (const { items, total } of pages) {
        if (!told && total !== undefined) onTotal?.(total);
        told ||= total !== undefined;
        for (const user of items) yield toAccount(user, known);
      }
    },

    async get(id, options) {
      try {
        const user = await qradar.users.get(numberOf(name, id), controlOf(options));
        return toAccount(user, await context(options, user.username));
      } catch (error) {
        if (error instanceof HttpError && error.status === 404) return undefined;
        throw error;
      }
    },

    async *candidates(wanted, options) {
      const filter = or(
        where('username', 'ilike', literal(wanted)),
        where('email', 'ilike', literal(wanted)),
      );
      for await (const user of qradar.users.list({ filter }, controlOf(options))) {
        yield toAccount(user, await context(options, user.username));
      }
    },

    async *roles(options) {
      for (const { id, name: role } of (await directory(options)).roles.values()) yield { id, name: role };
    },

    async self(options) {
      const id = await currentUser(qradar, options);
      return id === undefined ? undefined : adapter.get(String(id), options);
    },

    calls: callsOf,

    async create(
      { addresses = [], familyName, givenName, login = '', password, roles = [], securityProfile = '' },
      options,
    ) {
      const user = await qradar.users.provision(
        {
          username: login,
          password: password ?? randomPassword(),
          role: roles[0] ?? '',
          securityProfile,
          ...(addresses[0] === undefined ? {} : { email: addresses[0] }),
          ...(givenName === undefined ? {} : { first_name: givenName }),
          ...(familyName === undefined ? {} : { last_name: familyName }),
        },
        options,
      );
      return String(user.id);
    },

    async change(before, patch, options) {
      const known = await directory(options);
      await qradar.users.update(Number(before.id), toPatch(name, patch, known), options);
    },

    remove: (before, options) => removeUser(qradar, before, options),
  };
  return accountSystem(name, adapter);
}

function toPatch(
  name: string,
  patch: AccountPatch,
  known: Awaited<ReturnType<ReturnType<typeof directoryOf>>>,
) {
  const role = patch.roles?.[0];
  return {
    ...(patch.login === undefined ? {} : { username: patch.login }),
    ...(patch.givenName === undefined ? {} : { first_name: patch.givenName }),
    ...(patch.familyName === undefined ? {} : { last_name: patch.familyName }),
    ...(patch.addresses === undefined ? {} : { email: patch.addresses[0] ?? '' }),
    ...(patch.password === undefined ? {} : { password: patch.password }),
    ...(role === undefined ? {} : { user_role: { id: idOf(name, 'role', role, known.roles) } }),
    ...(patch.securityProfile === undefined
      ? {}
      : { security_profile: { id: idOf(name, 'security profile', patch.securityProfile, known.profiles) } }),
  };
}

function idOf(
  system: string,
  kind: string,
  wanted: string,
  known: ReadonlyMap<number, { readonly name: string }>,
): number {
  const [match, ...others] = [...known].filter(([, { name }]) => name === wanted);
  if (match && others.length === 0) return match[0];
  const names = [...known].map(([id, { name }]) => `${name} (${id})`).join(', ');
  throw new InvalidInputError(
    `${system}: ${kind} '${wanted}' ${match ? 'is ambiguous' : 'does not exist'}; there are: ${names || 'none'}`,
  );
}

async function currentUser(qradar: QRadar, options: CallControl): Promise<number | undefined> {
  for await (const { id } of qradar.users.list({ current_user: true }, options)) return id;
  return undefined;
}

/** Tokens by the user that made them; only that user's when `owner` is given. */
async function tokensOf(qradar: QRadar, options: CallControl, owner?: string): Promise<Map<string, Token[]>> {
  const byOwner = new Map<string, Token[]>();
  const query = owner === undefined ? {} : { filter: where('created_by', '=', owner) };
  for await (const service of qradar.authorizedServices.list(query, options)) {
    if (!service.created_by) continue;
    byOwner.set(service.created_by, [...(byOwner.get(service.created_by) ?? []), toToken(service)]);
  }
  return byOwner;
}

function controlOf({ signal }: CallControl): CallControl {
  return signal ? { signal } : {};
}

/** An id of QRadar's is a number (IBM). */
function numberOf(system: string, id: Account['id']): number {
  if (/^\d{1,15}$/.test(id)) return Number(id);
  throw new InvalidInputError(`${system}: '${id}' is no id of QRadar's; that is a whole number`);
}
