import { parseArgs } from 'node:util';

export const HELP = `Serves people of IBM QRadar, Sonatype IQ, Qlik Cloud and Qualys SAQ over SCIM 2.0.

Usage: rollcall-scim --sandbox [options]
       rollcall-scim --config rollcall.yaml [options]
       rollcall-scim --new-token

  --sandbox       starts a sandbox of each of the four systems, and serves them
  --config FILE   serves the systems that the section scim of this file names
  --new-token     prints a new token, and its hash for the file

  --port N        the port; 0 for any free one (default 8880)
  --host H        the address to listen on (default 127.0.0.1)
  --behind-proxy  listens with plain http on an address that others reach: a proxy with TLS stands before it
  --token T       with --sandbox: the bearer token that clients send (default: a new one, printed)
  --state FILE    with --sandbox: where ids and externalIds are remembered (default: in memory)
  --help          shows this
`;

interface Listening {
  port: number;
  host: string;
  behindProxy: boolean;
}

export type Arguments =
  | { mode: 'new-token' }
  | ({ mode: 'sandbox'; token?: string; state: string } & Listening)
  | ({ mode: 'config'; file: string } & Listening);

/** A mistake in the command line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Reads the command line. Undefined: help was asked for.
 *
 * @throws UsageError in one sentence.
 */
export function readArguments(args: readonly string[]): Arguments | undefined {
  const { values } = parse(args);
  if (values.help) return undefined;
  const modes = [
    values.sandbox && '--sandbox',
    values.config && '--config',
    values['new-token'] && '--new-token',
  ];
  const chosen = modes.filter(Boolean);
  if (chosen.length !== 1) {
    throw new UsageError(
      chosen.length > 1
        ? `${chosen.join(' and ')} exclude each other.`
        : 'Say --sandbox or --config FILE; --help shows what there is.',
    );
  }
  if (values['new-token']) return { mode: 'new-token' };
  const { port = '8880', host = '127.0.0.1', state = ':memory:', token } = values;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new UsageError(`--port takes a number from 0 to 65535, not ${JSON.stringify(port)}.`);
  }
  const listening = { port: Number(port), host, behindProxy: values['behind-proxy'] ?? false };
  if (values.config !== undefined) {
    const [wrong] = [token !== undefined && '--token', values.state !== undefined && '--state'].filter(
      Boolean,
    );
    if (wrong) throw new UsageError(`${wrong} is for --sandbox; with --config the file says it.`);
    return { mode: 'config', file: values.config, ...listening };
  }
  if (token !== undefined && token.length < 16) {
    throw new UsageError('--token takes 16 characters or more: it is guessed too easily otherwise.');
  }
  return { mode: 'sandbox', state, ...(token !== undefined && { token }), ...listening };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        sandbox: { type: 'boolean' },
        config: { type: 'string' },
        'new-token': { type: 'boolean' },
        port: { type: 'string' },
        host: { type: 'string' },
        'behind-proxy': { type: 'boolean' },
        token: { type: 'string' },
        state: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message} --help shows what there is.`);
  }
}
