import { parseArgs } from 'node:util';
import type { Fault } from '../faults/fault.js';
import type { MockOptions } from '../mock/options.js';
import { vendorTable } from '../vendor/table.js';
import { isVendor, type Vendor, vendors } from '../vendor/vendors.js';

export interface Command {
  vendors: readonly Vendor[];
  /** Of the first vendor; the others follow. `undefined`: each vendor's own. 0: any free port each. */
  port: number | undefined;
  host: string;
  seedFile: string | undefined;
  faults: readonly Fault[];
  options: MockOptions;
}

/** What the user typed is wrong. The message is one sentence, without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const flags = {
  help: { type: 'boolean', short: 'h' },
  port: { type: 'string', short: 'p' },
  host: { type: 'string' },
  mode: { type: 'string' },
  seed: { type: 'string' },
  users: { type: 'string' },
  latency: { type: 'string' },
  fault: { type: 'string', multiple: true },
  strict: { type: 'boolean' },
  'no-control': { type: 'boolean' },
  option: { type: 'string', multiple: true },
  'control-host': { type: 'string', multiple: true },
} as const;

export const help = `Stateful sandboxes of four user-management APIs, true to their OpenAPI documents.

Usage: rollcall-mock <vendor|all> [options]

Vendors:
${vendors.map((vendor) => `  ${vendor.padEnd(12)}${vendorTable[vendor].title}, port ${vendorTable[vendor].port}`).join('\n')}
  all         each of them

Options:
  -p, --port N        listen here; all: N and the three ports after it; 0: any free port
      --host H        listen on this address (default 127.0.0.1)
      --mode M        sandbox: a vendor with state (default)
                      prism: the documents' examples, without state
      --seed FILE     load users from a JSON file (one vendor, sandbox only)
      --users N       generate N more users (sandbox only)
      --latency MS    wait before every answer, such as 50 or 50ms
      --fault S[:P[:SEED]]
                      answer status S, every time or with probability P, such as 429:0.1; repeatable;
                      with a whole number SEED the same requests are hit in every run
      --strict        turn an answer that breaks the OpenAPI document into a 500 that says why
      --option NAME=VALUE
                      what only this vendor knows, such as rateLimits=true; repeatable, see the README
      --no-control    without the pages and the control plane under /__rollcall/
      --control-host NAME
                      a DNS name under which the control plane answers too; repeatable
  -h, --help          show this text

Stops on Ctrl-C. Exit codes: 2 for a wrong argument, 1 when a port or a seed file cannot be used.
`;

/** `undefined` when help is asked for. Throws UsageError. */
export function parseCommand(argv: readonly string[]): Command | undefined {
  const { values, positionals } = parse(argv);
  if (values.help === true) return undefined;
  const [name, ...rest] = positionals;
  const known = `${vendors.join(', ')} or all`;
  if (name === undefined) throw new UsageError(`Name a vendor: ${known}.`);
  if (rest.length > 0) throw new UsageError(`One vendor only, not also ${rest.join(' ')}.`);
  if (name !== 'all' && !isVendor(name)) throw new UsageError(`Unknown vendor ${name}: choose ${known}.`);

  const chosen = name === 'all' ? vendors : [name];
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
  if (mode === 'prism' && (values.seed ?? values.users) !== undefined) {
    throw new UsageError('--seed and --users need --mode sandbox: Prism has no state.');
  }
  const users = optional(values.users, (text) => whole('--users', text, 1_000_000));
  const latencyMs = optional(values.latency, (text) => whole('--latency', text.replace(/ms$/, ''), 600_000));
  return {
    vendors: chosen,
    port,
    host: values.host ?? '127.0.0.1',
    seedFile: values.seed,
    faults: (values.fault ?? []).map(parseFault),
    options: {
      mode,
      strict: values.strict ?? false,
      ...(values.option !== undefined && { vendorOptions: readOptions(values.option) }),
      ...(values['no-control'] === true && { controlPlane: false }),
      ...(values['control-host'] !== undefined && { controlHosts: values['control-host'] }),
      ...(users !== undefined && { users }),
      ...(latencyMs !== undefined && { latencyMs }),
    },
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: flags, allowPositionals: true });
  } catch (error) {
    // Node's message is a sentence and then advice on its own quoting.
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split(/\.\s/);
    throw new UsageError(first.endsWith('.') ? first : `${first}.`);
  }
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
  return Object.fromEntries(
    texts.map((text) => {
      const [, name, value = ''] = /^([A-Za-z]\w*)=(.+)$/.exec(text) ?? [];
      if (name === undefined) throw new UsageError(`--option takes NAME=VALUE, not ${text}.`);
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
