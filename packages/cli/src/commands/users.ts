import type { Account } from '@rollcall/accounts';
import type { ConfiguredSystem } from '@rollcall/accounts/config';
import { type Context, EXIT } from '../context.js';
import { Problem } from '../problem.js';
import { accessOf } from '../report/text.js';
import { table } from '../terminal/table.js';
import { openWorkspace, type WorkspaceFlags } from '../workspace.js';

export interface LookFlags extends Omit<WorkspaceFlags, 'system'> {
  readonly json?: boolean;
}

/** `rollcall users list SYSTEM` */
export function listUsers(this: Context, flags: LookFlags, name: string): Promise<void> {
  return withSystem(this, flags, name, async ({ accounts }) => {
    const list: Account[] = [];
    for await (const account of accounts.list()) list.push(account);
    show(this, flags, list);
  });
}

/** `rollcall users get SYSTEM ID` */
export function getUser(this: Context, flags: LookFlags, name: string, id: string): Promise<void> {
  return withSystem(this, flags, name, async ({ accounts }) => {
    const account = await accounts.get(id, { access: true });
    showOne(this, flags, account, `${name} has no account with the id '${id}'`);
  });
}

/** `rollcall users find SYSTEM WHO` */
export function findUser(this: Context, flags: LookFlags, name: string, who: string): Promise<void> {
  return withSystem(this, flags, name, async ({ accounts }) => {
    const account = await accounts.find(who, { access: true });
    showOne(this, flags, account, `${name} has no account with the login or address '${who}'`);
  });
}

/** `rollcall roles list SYSTEM` */
export function listRoles(this: Context, flags: LookFlags, name: string): Promise<void> {
  return withSystem(this, flags, name, async ({ accounts }) => {
    if (accounts.capabilities.roles === 'none') {
      throw new Problem(
        `${name} has no list of roles: ${accounts.capabilities.absent.roles ?? accounts.vendor}`,
      );
    }
    const roles: { id: string; name: string }[] = [];
    for await (const role of accounts.roles()) roles.push(role);
    const rows = roles.map((role) => [role.id, role.name]);
    this.process.stdout.write(
      flags.json ? `${JSON.stringify(roles, null, 2)}\n` : `${table(['ID', 'NAME'], rows)}\n`,
    );
  });
}

async function withSystem(
  context: Context,
  flags: LookFlags,
  name: string,
  look: (system: ConfiguredSystem) => Promise<void>,
): Promise<void> {
  const workspace = await openWorkspace(context, { ...flags, system: [name] }, 'unread');
  try {
    for (const system of workspace.systems) await look(system);
  } finally {
    await workspace.close();
  }
}

function show({ process }: Context, { json }: LookFlags, list: readonly Account[]): void {
  const rows = list.map((account) => [
    account.id,
    account.login,
    account.addresses.join(', '),
    account.state ?? '',
    accessOf(account),
  ]);
  process.stdout.write(
    json
      ? `${JSON.stringify(list, null, 2)}\n`
      : `${table(['ID', 'LOGIN', 'ADDRESS', 'STATE', 'ACCESS'], rows)}\n`,
  );
}

function showOne(context: Context, { json }: LookFlags, account: Account | undefined, none: string): void {
  if (!account) {
    context.process.stderr.write(`rollcall: ${none}\n`);
    context.process.exitCode = EXIT.error;
  } else if (json) context.process.stdout.write(`${JSON.stringify(account, null, 2)}\n`);
  else show(context, {}, [account]);
}
