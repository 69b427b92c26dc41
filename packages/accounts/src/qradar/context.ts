import type { QRadar } from '@rollcall/facade/qradar';
import { where } from '@rollcall/facade/qradar';
import type { Token } from '../account.js';
import { readOnce } from '../shared/read-once.js';
import type { CallControl, ReadOptions } from '../system.js';
import { directoryOf } from './directory.js';
import { readLastSeen } from './last-seen.js';
import { type Context, toToken } from './read.js';

/** The signal alone: what else a read was asked for is not for the facade. */
export function controlOf({ signal }: CallControl): CallControl {
  return signal ? { signal } : {};
}

/** Reads what users are told with: names of roles and profiles, the credential's own user, tokens where asked. */
export function contextOf(name: string, qradar: QRadar) {
  const directory = directoryOf(qradar);
  const ownId = readOnce(() => currentUser(qradar, {}));

  /** @param owner login of the only user whose tokens are needed. */
  async function read(options: ReadOptions, owner?: string): Promise<Context> {
    const call = controlOf(options);
    // Both are awaited at once: a rejection that nobody awaits yet ends a process.
    const [known, own] = await Promise.all([directory(options.signal), ownId(options.signal)]);
    return {
      system: name,
      directory: known,
      ownId: own,
      tokens: options.access ? await tokensOf(qradar, call, owner) : undefined,
      // With lists only: an account that is read again before a change is not another one because somebody logged in.
      lastSeen: options.access && owner === undefined ? await readLastSeen(qradar, call) : undefined,
    };
  }
  return { directory, read };
}

/**
 * The user of the credential. A service has none (IBM), and a console that answers more than one user did not hear the
 * question.
 */
export async function currentUser(qradar: QRadar, options: CallControl): Promise<number | undefined> {
  const found: number[] = [];
  for await (const { id } of qradar.users.list({ current_user: true }, options)) {
    found.push(id);
    if (found.length > 1) return undefined;
  }
  return found[0];
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
