import type { ConfiguredSystem } from '@rollcall/accounts/config';
import { HttpError } from '@rollcall/facade';
import { type Context, EXIT } from '../context.js';
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
  readonly mayList: boolean;
  readonly accounts?: number;
  readonly problem?: string;
}

/** `rollcall check`: reads only. */
export async function check(this: Context, flags: CheckFlags): Promise<void> {
  const workspace = await openWorkspace(this, flags);
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
    try {
      return { ...about, mayList: true, accounts: await countAccounts(system) };
    } catch (error) {
      return { ...about, mayList: false, problem: messageOf(error) };
    }
  } catch (error) {
    const status = error instanceof HttpError ? error.status : undefined;
    return {
      system: name,
      reachable: status !== undefined,
      ...(status === 401 ? { accepted: false } : {}),
      mayList: false,
      problem: messageOf(error),
    };
  }
}

/** The vendor's own total; the walk ends with its first account. */
async function countAccounts(system: ConfiguredSystem['accounts']): Promise<number> {
  let total = 0;
  const list = system.list({
    onTotal: (told) => {
      total = told;
    },
  });
  for await (const _first of list) break;
  return total;
}

function checkText(checked: readonly Checked[]): string {
  const word = (value: boolean | undefined) => (value === undefined ? 'unknown' : value ? 'yes' : 'no');
  const rows = checked.map((each) => [
    each.system,
    word(each.reachable),
    word(each.accepted),
    each.account ?? '',
    word(each.administrator),
    each.accounts === undefined ? '' : String(each.accounts),
  ]);
  const problems = checked.flatMap(({ problem, system }) => (problem ? [`${system}: ${problem}`] : []));
  const head = ['SYSTEM', 'REACHABLE', 'ACCEPTED', 'ACCOUNT', 'ADMINISTRATOR', 'ACCOUNTS'];
  return `${[table(head, rows), ...problems].join('\n')}\n`;
}
