import type { SystemContext } from './context.js';
import type { Grouping, ScimOptions, ScimSystem } from './options.js';
import { DEFAULT_LIMITS } from './protocol/limits.js';
import { LENIENT } from './protocol/quirks.js';
import { servedType } from './users/served-type.js';
import { Snapshots } from './users/snapshots.js';

const MIB = 1024 * 1024;
const BULK_OPERATIONS = 100;
const MAX_PAGE = 1000;
const DEFAULT_PAGE = 100;
const CURSOR_TIMEOUT_MS = 3_600_000;
const REMOVAL_WAIT_MS = 20_000;

/** Puts together what requests on one system need. */
export function systemContext(name: string, system: ScimSystem, options: ScimOptions): SystemContext {
  const { accounts, defaults = {}, deactivate = 'refuse', groups: grouping, quirks = LENIENT } = system;
  refuseImpossible(name, system);
  const { store, now = Date.now, page = {}, limits } = options;
  const policy = accounts.capabilities.disable ? 'disable' : deactivate;
  const maxCount = Math.min(page.maxCount ?? MAX_PAGE, MAX_PAGE);
  return {
    name,
    accounts,
    defaults,
    policy,
    protects: system.protects ?? (() => undefined),
    grouping,
    quirks,
    limits: { ...DEFAULT_LIMITS, ...limits },
    page: { maxCount, defaultCount: Math.min(page.defaultCount ?? DEFAULT_PAGE, maxCount) },
    served: servedType(accounts.capabilities, policy, defaults, grouping),
    bulk: {
      maxOperations: options.bulkOperations ?? BULK_OPERATIONS,
      maxPayloadSize: options.maxBodyBytes ?? MIB,
    },
    store,
    snapshots: new Snapshots(now),
    removalWaitMs: options.removalWaitMs ?? REMOVAL_WAIT_MS,
    ...(options.removalIntervalMs !== undefined && { removalIntervalMs: options.removalIntervalMs }),
    cursors: async () => ({ secret: await store.secret('cursor'), now, timeoutMs: CURSOR_TIMEOUT_MS }),
  };
}

/** What the configuration wants of roles or profiles has to be there, in the record of the user itself. */
function refuseImpossible(
  name: string,
  { accounts: { capabilities }, deactivate, groups }: ScimSystem,
): void {
  const has = (field: Grouping): boolean =>
    capabilities.changeable.includes(field) && !(field === 'roles' && capabilities.rolesApart);
  if (groups !== undefined && !has(groups)) {
    throw new TypeError(
      `${name} cannot serve ${groups} as Groups: an account of this vendor has none that can be changed. Leave groups out.`,
    );
  }
  if (typeof deactivate === 'object' && !capabilities.disable && !has('roles')) {
    throw new TypeError(
      `${name} cannot close an account by the role ${deactivate.role}: a user record of this vendor holds no roles. Set deactivate to remove or refuse.`,
    );
  }
}
