import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Config, ConfiguredSystem } from '@rollcall/accounts/config';
import type { Context } from './context.js';
import { readPeople } from './people/read.js';
import type { Person } from './people/types.js';
import { Problem } from './problem.js';

/** Flags that every command has which asks systems. */
export interface WorkspaceFlags {
  readonly config?: string;
  readonly sandbox?: boolean;
  readonly system?: readonly string[];
}

/** Configuration, people and systems of one run. */
export interface Workspace {
  readonly config: Config;
  readonly people: readonly Person[];
  readonly systems: readonly ConfiguredSystem[];
  /** Journals and audit lines are kept here. */
  readonly stateDir: string;
  close(): Promise<void>;
}

/**
 * Reads the configuration, or starts the sandboxes, and connects. Nothing is sent yet.
 * @param people `unread` for a command about systems alone, which works before there is a people file.
 */
export async function openWorkspace(
  context: Context,
  flags: WorkspaceFlags,
  people: 'read' | 'unread' = 'read',
): Promise<Workspace> {
  if (flags.sandbox && flags.config !== undefined) {
    throw new Problem(
      '--sandbox and --config exclude each other: the sandboxes have a configuration of their own',
    );
  }
  return flags.sandbox ? openSandboxes(context, flags) : openConfigured(context, flags, people === 'read');
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
    const { connectSystems } = await import('@rollcall/accounts/config');
    const source = { env: { ...context.env, ...env }, dir: context.cwd };
    const systems = await connectSystems(config, source, chosenOf(flags));
    return { config, people, systems, stateDir, close: end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function openConfigured(
  context: Context,
  flags: WorkspaceFlags,
  withPeople: boolean,
): Promise<Workspace> {
  const { connectSystems, readConfig } = await import('@rollcall/accounts/config');
  const file = resolve(context.cwd, flags.config ?? 'rollcall.yaml');
  const dir = dirname(file);
  const config = readConfig(file);
  const people =
    withPeople && config.people !== undefined ? readPeople(resolve(dir, config.people), config) : [];
  const systems = await connectSystems(config, { env: context.env, dir }, chosenOf(flags));
  return { config, people, systems, stateDir: join(dir, '.rollcall'), close: async () => {} };
}

/** A flag that may be repeated and was not given means all. */
function chosenOf({ system }: WorkspaceFlags): readonly string[] | undefined {
  return system?.length ? system : undefined;
}
