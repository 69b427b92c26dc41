import { foldName } from '@rollcall/accounts';
import type { ConfiguredSystem } from '@rollcall/accounts/config';
import type { Context } from '../context.js';
import type { Inventory } from '../inventory.js';

/** The lists of `rollcall.yaml` that keep accounts from being touched, and how an account on them is called. */
const LISTS = {
  service: 'a service account',
  breakGlass: 'a break-glass account',
  administrators: 'an administrator',
} as const;

/** Says which names on those lists no account has: a misspelt one protects nobody. */
export function tellUnknownNames(
  { process }: Context,
  systems: readonly ConfiguredSystem[],
  inventories: readonly Inventory[],
): void {
  for (const { config, name } of systems) {
    const inventory = inventories.find((each) => each.name === name);
    const lists = (Object.keys(LISTS) as (keyof typeof LISTS)[]).filter((list) => config[list]?.length);
    if (!inventory?.complete || lists.length === 0) continue;
    const known = new Set(
      inventory.accounts.flatMap(({ addresses, id, login }) => [id, login, ...addresses]).map(foldName),
    );
    for (const list of lists) {
      for (const listed of config[list] ?? []) {
        if (known.has(foldName(listed))) continue;
        process.stderr.write(
          `${name}: '${listed}' is listed as ${LISTS[list]}, and no account is called so: as it is spelt it protects nobody\n`,
        );
      }
    }
  }
}
