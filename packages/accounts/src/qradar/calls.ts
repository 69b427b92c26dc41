import type { Account } from '../account.js';
import type { Change, PlannedCall } from '../change.js';
import { plannedCalls, reads, writes } from '../shared/calls.js';

/** The writes of a console with the QRadar guide's resources. */
const GUIDE = { read: 'getUser', create: 'createUser', update: 'updateUser', remove: 'deleteUser' } as const;
/** Those of a console with IBM's, which hold after a deploy. */
const IBM = {
  read: 'getUser',
  create: 'createStagedUser',
  update: 'updateStagedUser',
  remove: 'deleteStagedUser',
} as const;
/** What IBM's console changes at once, and not in its staged configuration (IBM). */
const AT_ONCE = ['addresses', 'password'];

/** The calls that a change takes, in order, on a console of either kind. */
export function callsOf(
  change: Change,
  before: Account | undefined,
  { deploy, isIbm }: { readonly isIbm: boolean; readonly deploy: boolean },
): PlannedCall[] {
  const atOnce =
    change.kind === 'change' && Object.keys(change.patch).every((field) => AT_ONCE.includes(field));
  const staged = isIbm && !atOnce;
  const operations = staged ? IBM : GUIDE;
  const waits = [
    reads(isIbm ? 'getStagedDeleteTask' : 'getDeleteTask', 'wait until the deletion is COMPLETED'),
    ...(staged && deploy ? deployCalls() : []),
  ];
  return plannedCalls(
    {
      operations,
      lookUps: (wanted) => lookUpsOf(wanted, isIbm),
      follows: () => (staged && deploy ? deployCalls() : []),
      revocations: ({ tokens = [] }) =>
        tokens.map(({ id, name = '' }) =>
          writes('deleteAuthorizedService', `revoke authorized service ${name} (${id})`),
        ),
      waits,
    },
    change,
    before,
  );
}

function lookUpsOf(change: Change, isIbm: boolean): PlannedCall[] {
  if (change.kind !== 'create') return [];
  return [
    reads(isIbm ? 'listUserRoles' : 'listRoles', 'look up the role'),
    reads('listSecurityProfiles', 'look up the security profile'),
  ];
}

function deployCalls(): PlannedCall[] {
  return [
    writes('executeDeploy', "deploy what is staged, other people's changes too"),
    reads('getDeployStatus', 'wait until the deploy is done'),
  ];
}
