import { resolve } from 'node:path';
import type { Context } from '../context.js';

/** Systems that begin with what was typed: of the sandboxes, of `--config FILE`, or of the rollcall.yaml here. */
export async function proposeSystems(this: Context, partial: string): Promise<readonly string[]> {
  const { cwd, typed = [] } = this;
  const names = typed.includes('--sandbox') ? await sandboxNames() : await configuredNames(typed, cwd);
  return names.filter((name) => name.startsWith(partial));
}

async function configuredNames(typed: readonly string[], cwd: string): Promise<string[]> {
  const { readConfig } = await import('@rollcall/accounts/config');
  const at = typed.indexOf('--config');
  const file = (at >= 0 && typed[at + 1]) || 'rollcall.yaml';
  return Object.keys(readConfig(resolve(cwd, file)).systems);
}

async function sandboxNames(): Promise<string[]> {
  const { SEEDS } = await import('../sandbox/seeds.js');
  return Object.keys(SEEDS);
}
