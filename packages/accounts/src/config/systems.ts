import { dirname, resolve } from 'node:path';
import { InvalidInputError } from '@rollcall/facade';
import type { AccountSystem } from '../system.js';
import { type CallLimits, connectSystem } from './connect.js';
import { type Protection, protectionOf } from './protection.js';
import { readConfig } from './read.js';
import type { SecretSource } from './secret.js';
import type { Config, SystemConfig } from './types.js';

/** One system of the configuration, ready to be asked. */
export interface ConfiguredSystem {
  /** As the configuration calls it. */
  readonly name: string;
  readonly config: SystemConfig;
  readonly accounts: AccountSystem;
  /** The accounts that must be left alone: service, break-glass and administrators' accounts. */
  readonly protection: Protection;
  /** Where the references of `config` lead. */
  readonly source: SecretSource;
}

/**
 * Resolves the secrets of a configuration, and makes its systems. Nothing is sent.
 *
 * @param chosen names of the systems that are wanted. Default: all.
 * @param limits of each call. Default: the facade's.
 * @throws InvalidInputError for an unknown name, a secret that is not there, or a setting that a system refuses.
 * @example
 * const systems = await connectSystems(readConfig('rollcall.yaml'), source, ['console']);
 */
export async function connectSystems(
  { systems }: Pick<Config, 'systems'>,
  source: SecretSource,
  chosen: readonly string[] = Object.keys(systems),
  limits: CallLimits = {},
): Promise<ConfiguredSystem[]> {
  const unknown = chosen.find((name) => !Object.hasOwn(systems, name));
  if (unknown !== undefined) {
    throw new InvalidInputError(
      `no system is called '${unknown}'; there are ${Object.keys(systems).join(', ')}`,
    );
  }
  const connected: ConfiguredSystem[] = [];
  for (const [name, config] of Object.entries(systems)) {
    if (!chosen.includes(name)) continue;
    const accounts = await connectSystem(name, config, source, limits).catch((error: unknown) => {
      if (error instanceof InvalidInputError)
        throw new InvalidInputError(`systems.${name}: ${error.message}`);
      throw error;
    });
    connected.push({ name, config, accounts, protection: protectionOf(config), source });
  }
  return connected;
}

/**
 * Reads `rollcall.yaml`, and makes its systems. Nothing is sent.
 *
 * @param options.env where `${env:NAME}` leads. Default: the process's own.
 * @param options.systems names of the systems that are wanted. Default: all.
 * @throws InvalidInputError in one sentence that says what to do, never with a secret.
 * @example
 * const { systems } = await openConfig('rollcall.yaml');
 * for (const { accounts, protection } of systems) {
 *   for await (const account of accounts.list()) print(account.login, protection.reasonFor(account) ?? 'may be touched');
 * }
 */
export async function openConfig(
  file: string,
  options: { readonly env?: SecretSource['env']; readonly systems?: readonly string[] } = {},
): Promise<{ config: Config; systems: ConfiguredSystem[] }> {
  const config = readConfig(file);
  const source = { env: options.env ?? process.env, dir: dirname(resolve(file)) };
  return { config, systems: await connectSystems(config, source, options.systems) };
}
