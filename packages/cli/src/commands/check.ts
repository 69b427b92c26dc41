import type { ConfiguredSystem } from '@rollcall/accounts/config';
import { HttpError } from '@rollcall/facade';
import { type Context, EXIT } from '../context.js';
import { countAccounts, NOBODY } from '../inventory.js';
import { messageOf } from '../problem.js';
import { table } from '../terminal/table.js';
import { openWorkspace, type WorkspaceFlags } from '../workspace.js';

export interface CheckFlags extends WorkspaceFlags {
  readonly json?: boolean;
}

interface Checked {
  readonly system: string;
  readonly reachable: boolean;
  /** Whether the credential was accepted; absent where that was not found out. */
  readonly accepted?: boolean;
  /** The account of the credential, where it has one. */
  readonly account?: string;
  /** Whether that is an administrator; absent where it cannot be read. */
  readonly administrator?: boolean;
  /** What the system tells of its version; absent where it tells none. */
  readonly version?: string;
  readonly mayList: boolean;
  /** Whether it may read tokens, keys and memberships; absent where that was not found out. */
  readonly mayReadAccess?: boolean;
  /** Whether it may read the roles that there are; absent where the vendor has none. */
  readonly mayListRoles?: boolean;
  readonly accounts?: number;
  readonly problem?: string;
}

/** `rollcall check`: reads only. */
export async function check(this: Context, flags: CheckFlags): Promise<void> {
  const workspace = await openWorkspace(this, flags, 'unread');
  try {
    const checked = await Promise.all(workspace.systems.map(checkSystem));
    this.process.stdout.write(flags.json ? `${JSON.stringify(checked, null, 2)}\n` : checkText(checked));
    if (checked.some(({ problem }) => problem !== undefined)) this.process.exitCode = EXIT.error;
  } finally {
    await workspace.close();
  }
}

async function checkSystem({ accounts: system, name }: ConfiguredSystem): Promise<Checked> {
  try {
    const self = await system.self();
    const about = {
      system: name,
      reachable: true,
      accepted: true,
      ...(self ? { account: self.login } : {}),
      ...(self?.administrator === undefined ? {} : { administrator: self.administrator }),
    };
    const version = await system.version();
    const told = { ...about, ...(version === undefined ? {} : { version }) };
    try {
      const accounts = await countAccounts(system);
      const read = { ...told, mayList: true, accounts, ...(await mayRead(system)) };
      return accounts === 0 ? { ...read, problem: NOBODY } : read;
    } catch (error) {
      return { ...told, mayList: false, problem: messageOf(error) };
    }
  } catch (error) {
    const status = error instanceof HttpError ? error.status : undefined;
    return {
      system: name,
      reachable: status !== undefined,
      // 403 is said to whoever is known, and may not do this.
      ...(status === 401 || status === 403 ? { accepted: status === 403 } : {}),
      mayList: false,
      problem: messageOf(error),
    };
  }
}

/** What else it may read. That it may write is not tried: a check reads only. */
async function mayRead(
  system: ConfiguredSystem['accounts'],
): Promise<Pick<Checked, 'mayListRoles' | 'mayReadAccess'>> {
  const isTaken = async (list: AsyncIterable<unknown>) => {
    try {
      for await (const _first of list) break;
      return true;
    } catch (error) {
      if (error instanceof HttpError && [401, 403, 404, 405, 410].includes(error.status)) return false;
      throw error;
    }
  };
  return {
    mayReadAccess: await isTaken(system.list({ access: true })),
    ...(system.capabilities.roles === 'none' ? {} : { mayListRoles: await isTaken(system.roles()) }),
  };
}

/** What the credential may read, in a few words. */
function may({ mayList, mayListRoles, mayReadAccess }: Checked): string {
  return [
    ...(mayList ? ['accounts'] : []),
    ...(mayListRoles ? ['roles'] : []),
    ...(mayReadAccess ? ['tokens and memberships'] : []),
  ].join(', ');
}

function checkText(checked: readonly Checked[]): string {
  const word = (value: boolean | undefined) => (value === undefined ? 'unknown' : value ? 'yes' : 'no');
  const rows = checked.map((each) => [
    each.system,
    word(each.reachable),
    word(each.accepted),
    each.account ?? '',
    word(each.administrator),
    each.version ?? (each.accepted ? 'not told' : ''),
    may(each),
    each.accounts === undefined ? '' : String(each.accounts),
  ]);
  const problems = checked.flatMap(({ problem, system }) => (problem ? [`${system}: ${problem}`] : []));
  const head = [
    'SYSTEM',
    'REACHABLE',
    'ACCEPTED',
    'ACCOUNT',
    'ADMINISTRATOR',
    'VERSION',
    'MAY READ',
    'ACCOUNTS',
  ];
  return `${[table(head, rows), ...problems].join('\n')}\n`;
}
