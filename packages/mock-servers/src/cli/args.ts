import { parseArgs } from 'node:util';
import type { Fault } from '../faults/fault.js';
import { suggestion } from '../input/nearest.js';
import { isOrigin } from '../input/options.js';
import type { MockOptions, ServerOptions } from '../mock/options.js';
import { isHostName } from '../server/host-names.js';
import { isVendor, VENDORS, type Vendor } from '../vendor/vendors.js';

export interface Command {
  vendors: readonly Vendor[];
  /** Port of the first vendor; the others take the next ones. `undefined`: each vendor's own. 0: a free port for each. */
  port: number | undefined;
  host: string;
  seedFile: string | undefined;
  profileFile: string | undefined;
  faults: readonly Fault[];
  /** Print a line for every request. */
  log: boolean;
  options: MockOptions & ServerOptions;
}

/** What the user typed is wrong. The message is one sentence, without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const FLAGS = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  log: { type: 'boolean' },
  port: { type: 'string', short: 'p' },
  host: { type: 'string' },
  mode: { type: 'string' },
  seed: { type: 'string' },
  profile: { type: 'string' },
  users: { type: 'string' },
  latency: { type: 'string' },
  fault: { type: 'string', multiple: true },
  strict: { type: 'boolean' },
  'no-control': { type: 'boolean' },
  option: { type: 'string', multiple: true },
  'allowed-host': { type: 'string', multiple: true },
  cors: { type: 'string', multiple: true },
  tls: { type: 'boolean' },
} as const;

/** What is asked for instead of a mock, by name. Throws UsageError. */
export function parseCommand(argv: readonly string[]): Command | 'help' | 'version' {
  const { values, positionals } = parse(argv);
  if (values.help === true) return 'help';
  if (values.version === true) return 'version';
  const [name, ...rest] = positionals;
  const known = `${VENDORS.join(', ')} or all`;
  if (name === undefined) throw new UsageError(`Name a vendor: ${known}.`);
  if (rest.length > 0) throw new UsageError(`One vendor only, not also ${rest.join(' ')}.`);
  if (name !== 'all' && !isVendor(name)) {
    const hint = suggestion(name, [...VENDORS, 'all']) || `: choose ${known}`;
    throw new UsageError(ended(`Unknown vendor ${name}${hint}`));
  }

  const chosen = name === 'all' ? VENDORS : [name];
  const port = optional(values.port, (text) => whole('--port', text, 65535));
  if (port && port + chosen.length - 1 > 65535) {
    throw new UsageError(`--port ${port} leaves no room for ${chosen.length} ports.`);
  }
  const mode = values.mode ?? 'sandbox';
  if (mode !== 'sandbox' && mode !== 'prism') {
    throw new UsageError(`Unknown mode ${mode}: choose sandbox or prism.`);
  }
  if (values.option !== undefined && chosen.length > 1)
    throw new UsageError('--option needs a single vendor.');
  if (values.seed !== undefined && chosen.length > 1) throw new UsageError('--seed needs a single vendor.');
  if (values.profile !== undefined && chosen.length > 1) {
    throw new UsageError('--profile needs a single vendor.');
  }
  if (mode === 'prism' && values.profile !== undefined) {
    throw new UsageError('--profile needs --mode sandbox: Prism answers examples of the document.');
  }
  if (mode === 'prism' && (values.seed ?? values.users) !== undefined) {
    throw new UsageError('--seed and --users need --mode sandbox: Prism has no state.');
  }
  if (mode === 'prism' && (values.option ?? values.strict) !== undefined) {
    throw new UsageError('--option and --strict need --mode sandbox: Prism answers by rules of its own.');
  }
  if (values.host === '') throw new UsageError('--host takes an address of this machine, such as 127.0.0.1.');
  const noHost = values['allowed-host']?.find((text) => !isHostName(text));
  if (noHost !== undefined) {
    throw new UsageError(
      `--allowed-host takes a name such as mock.internal or *.example.com, not ${noHost}.`,
    );
  }
  const noOrigin = values.cors?.find((text) => !isOrigin(text));
  if (noOrigin !== undefined) {
    throw new UsageError(`--cors takes an origin such as http://localhost:5173, not ${noOrigin}.`);
  }
  const users = optional(values.users, (text) => whole('--users', text, 1_000_000));
  const latencyMs = optional(values.latency, (text) => whole('--latency', text.replace(/ms$/, ''), 600_000));
  return {
    vendors: chosen,
    port,
    host: values.host ?? '127.0.0.1',
    seedFile: values.seed,
    profileFile: values.profile,
    faults: (values.fault ?? []).map(parseFault),
    log: values.log ?? false,
    options: {
      mode,
      strict: values.strict ?? false,
      ...(values.option !== undefined && { vendorOptions: readOptions(values.option) }),
      ...(values['no-control'] === true && { controlPlane: false }),
      ...(values['allowed-host'] !== undefined && { allowedHosts: values['allowed-host'] }),
      ...(values.cors !== undefined && { cors: values.cors }),
      ...(values.tls === true && { tls: true }),
      ...(users !== undefined && { users }),
      ...(latencyMs !== undefined && { latencyMs }),
    },
  };
}

function parse(argv: readonly string[]) {
  try {
    const parsed = parseArgs({
      args: withNegatives(argv),
      options: FLAGS,
      allowPositionals: true,
      tokens: true,
    });
    refuseRepeated(parsed.tokens);
    return parsed;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    // Node's message is a sentence and then advice on its own quoting.
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split(/\.\s/);
    const flag = /Unknown option '--([^' ]+)/.exec(first)?.[1];
    const hint = flag === undefined ? '' : suggestion(flag, Object.keys(FLAGS)).replace('mean ', 'mean --');
    throw new UsageError(ended(first.replace(/\.$/, '') + hint));
  }
}

/** The last would win in silence. */
function refuseRepeated(
  tokens: readonly { kind: string; name?: string; value?: string | undefined }[],
): void {
  const given = tokens.flatMap(({ kind, name, value }) =>
    kind === 'option' && name !== undefined && value !== undefined ? name : [],
  );
  const once = given.filter((name) => !('multiple' in FLAGS[name as keyof typeof FLAGS]));
  const twice = once.find((name, at) => once.indexOf(name) !== at);
  if (twice !== undefined) throw new UsageError(`--${twice} is given more than once.`);
}

/** `--users -1` is a number that is out of range, and no flag called -1. */
function withNegatives(argv: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of argv) {
    const before = joined.at(-1);
    if (/^-\d/.test(word) && before !== undefined && /^--?[a-z-]+$/.test(before)) {
      joined[joined.length - 1] = before.startsWith('--') ? `${before}=${word}` : `--port=${word}`;
    } else joined.push(word);
  }
  return joined;
}

/** A sentence with the sign that it needs. */
function ended(sentence: string): string {
  return sentence.endsWith('?') ? sentence : `${sentence}.`;
}

function parseFault(text: string): Fault {
  const match = /^(\d{3})(?::(\d*\.?\d+)(?::(\d{1,9}))?)?$/.exec(text);
  const status = Number(match?.[1]);
  const probability = Number(match?.[2] ?? 1);
  if (match === null || status < 200 || status > 599 || probability > 1) {
    throw new UsageError(
      `--fault takes a status, a probability and a seed, such as 429:0.1 or 429:0.1:7, not ${text}.`,
    );
  }
  return { status, probability, ...(match[3] !== undefined && { seed: Number(match[3]) }) };
}

/** Values are JSON where they parse as such, and text otherwise. */
function readOptions(texts: readonly string[]): Record<string, unknown> {
  const names = new Set<string>();
  return Object.fromEntries(
    texts.map((text) => {
      const [, name, value = ''] = /^([A-Za-z]\w*)=(.+)$/.exec(text) ?? [];
      if (name === undefined) throw new UsageError(`--option takes NAME=VALUE, not ${text}.`);
      if (names.has(name)) throw new UsageError(`--option ${name} is given more than once.`);
      names.add(name);
      try {
        return [name, JSON.parse(value) as unknown];
      } catch {
        return [name, value];
      }
    }),
  );
}

function whole(flag: string, text: string, max: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value <= max) return value;
  throw new UsageError(`${flag} takes a whole number from 0 to ${max}, not ${text || 'nothing'}.`);
}

function optional<T>(text: string | undefined, read: (text: string) => T): T | undefined {
  return text === undefined ? undefined : read(text);
}
