import type { SystemContext } from './context.js';
import type { ScimOptions, ScimSystem } from './options.js';
import { DEFAULT_LIMITS } from './protocol/limits.js';
import { LENIENT } from './protocol/quirks.js';
import { type Mapping, placeOf, settleMapping } from './users/mapping.js';
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
  const mapping = settleMapping(name, accounts.capabilities, system.mapping, { defaults, grouping });
  refuseImpossible(name, system, mapping);
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
    groupNames: system.groupNames,
    mapping,
    quirks,
    limits: { ...DEFAULT_LIMITS, ...limits },
    page: { maxCount, defaultCount: Math.min(page.defaultCount ?? DEFAULT_PAGE, maxCount) },
    served: servedType({ accounts, defaults, grouping, mapping, policy }),
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

/** What the configuration wants of roles or profiles has to be there, and in what is read of a user. */
function refuseImpossible(
  name: string,
  { accounts: { capabilities }, deactivate, groups, groupNames }: ScimSystem,
  mapping: Mapping,
): void {
  if (groups !== undefined && !capabilities.changeable.includes(groups)) {
    throw new TypeError(
      `${name} cannot serve ${groups} as Groups: an account of this vendor has none that can be changed. Leave groups out.`,
    );
  }
  if (groups === 'roles' && capabilities.rolesApart && !groupNames) {
    throw new TypeError(
      `${name} cannot serve all roles as Groups: a role of this vendor holds on a place. Say in groupNames which, such as 'Developer on organization Sandbox'.`,
    );
  }
  if (groupNames && groups === undefined) {
    throw new TypeError(`${name} has groupNames, and groups does not say of what: roles, groups or tags.`);
  }
  if (typeof deactivate === 'object' && !capabilities.disable && !placeOf(mapping, 'roles')) {
    throw new TypeError(
      `${name} cannot close an account by the role ${deactivate.role}: a User here holds no roles. Set deactivate to remove or refuse, or map roles.`,
    );
  }
}
