import { proposeSystems } from './completion/system-names.js';
import type { Context } from './context.js';
import { Problem } from './problem.js';

const text = (input: string) => input;

/** Flags of every command that asks systems. */
export const workspaceFlags = {
  config: {
    kind: 'parsed',
    parse: text,
    optional: true,
    brief: 'Configuration; rollcall.yaml here unless given',
    placeholder: 'FILE',
  },
  sandbox: {
    kind: 'boolean',
    optional: true,
    withNegated: false,
    brief: 'Start four sandboxes with invented people, and use those',
  },
  system: {
    kind: 'parsed',
    parse: text,
    variadic: true,
    optional: true,
    brief: 'Only this system; repeatable',
    placeholder: 'NAME',
    proposeCompletions: proposeSystems,
  },
} as const;

export function flag(brief: string) {
  return { kind: 'boolean', optional: true, withNegated: false, brief } as const;
}

export function textFlag(brief: string, placeholder: string) {
  return { kind: 'parsed', parse: text, optional: true, brief, placeholder } as const;
}

export function countFlag(brief: string) {
  return { kind: 'parsed', parse: count, optional: true, brief, placeholder: 'N' } as const;
}

function count(input: string): number {
  if (/^\d{1,9}$/.test(input)) return Number(input);
  throw new Problem(`'${input}' is no whole number`);
}

interface Word {
  readonly brief: string;
  readonly placeholder: string;
  readonly proposeCompletions?: (this: Context, partial: string) => Promise<readonly string[]>;
}

/** Arguments that must be given, each a text. */
export function words<const Words extends readonly Word[]>(...list: Words) {
  type Parsed = { readonly [Index in keyof Words]: Word & { readonly parse: typeof text } };
  return {
    kind: 'tuple',
    parameters: list.map((word) => ({ ...word, parse: text })) as unknown as Parsed,
  } as const;
}

/** Flags of the commands that look at one system. */
export const lookFlags = {
  config: workspaceFlags.config,
  sandbox: workspaceFlags.sandbox,
  json: flag('JSON'),
};

/** The argument that names it. */
export const SYSTEM = {
  brief: 'Name of a system in the configuration',
  placeholder: 'SYSTEM',
  proposeCompletions: proposeSystems,
};
