import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { AccountSystem } from '@rollcall/accounts';
import type { SecretSource } from './config/secret.js';
import type { Config, SystemConfig } from './config/types.js';
import type { Context } from './context.js';
import { readPeople } from './people/read.js';
import type { Person } from './people/types.js';
import { messageOf, Problem } from './problem.js';

/** Flags that every command has which asks systems. */
export interface WorkspaceFlags {
  readonly config?: string;
  readonly sandbox?: boolean;
  readonly system?: readonly string[];
}

export interface Connected {
  readonly name: string;
  readonly config: SystemConfig;
  readonly accounts: AccountSystem;
  /** Where the secrets of its configuration are. */
  readonly source: SecretSource;
}

/** Configuration, people and systems of one run. */
export interface Workspace {
  readonly config: Config;
  readonly people: readonly Person[];
  readonly systems: readonly Connected[];
  /** Journals and audit lines are kept here. */
  readonly stateDir: string;
  close(): Promise<void>;
}

/** Reads the configuration, or starts the sandboxes, and connects. Nothing is sent yet. */
export async function openWorkspace(context: Context, flags: WorkspaceFlags): Promise<Workspace> {
  if (flags.sandbox && flags.config !== undefined) {
    throw new Problem(
      '--sandbox and --config exclude each other: the sandboxes have a configuration of their own',
    );
  }
  return flags.sandbox ? openSandboxes(context, flags) : openConfigured(context, flags);
}

async function openSandboxes(context: Context, flags: WorkspaceFlags): Promise<Workspace> {
  const { startSandboxes } = await import('./sandbox/start.js');
  const { close, config, env, people } = await startSandboxes();
  const stateDir = mkdtempSync(join(tmpdir(), 'rollcall-sandbox-'));
  const end = async () => {
    await close();
    rmSync(stateDir, { recursive: true, force: true });
  };
  try {
    const systems = await connect(config, flags, { env: { ...context.env, ...env }, dir: context.cwd });
    return { config, people, systems, stateDir, close: end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function openConfigured(context: Context, flags: WorkspaceFlags): Promise<Workspace> {
  const { readConfig } = await import('./config/read.js');
  const file = resolve(context.cwd, flags.config ?? 'rollcall.yaml');
  const dir = dirname(file);
  const config = readConfig(file);
  const people = config.people === undefined ? [] : readPeople(resolve(dir, config.people));
  const systems = await connect(config, flags, { env: context.env, dir });
  return { config, people, systems, stateDir: join(dir, '.rollcall'), close: async () => {} };
}

async function connect(
  config: Config,
  { system: chosen = [] }: WorkspaceFlags,
  source: SecretSource,
): Promise<Connected[]> {
  const unknown = chosen.find((name) => !Object.hasOwn(config.systems, name));
  if (unknown !== undefined) {
    throw new Problem(
      `no system is called '${unknown}'; there are ${Object.keys(config.systems).join(', ')}`,
    );
  }
  const { connectSystem } = await import('./config/connect.js');
  const connected: Connected[] = [];
  for (const [name, system] of Object.entries(config.systems)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    try {
      connected.push({ name, config: system, accounts: await connectSystem(name, system, source), source });
    } catch (error) {
      throw new Problem(`${name}: ${messageOf(error)}`);
    }
  }
  return connected;
}
