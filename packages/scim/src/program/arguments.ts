import { parseArgs } from 'node:util';

export const HELP = `Serves people of IBM QRadar, Sonatype IQ, Qlik Cloud and Qualys SAQ over SCIM 2.0.

Usage: rollcall-scim --sandbox [options]

  --sandbox      starts a sandbox of each of the four systems, and serves them
  --port N       the port on 127.0.0.1; 0 for any free one (default 8880)
  --token T      the bearer token that clients send (default: a new one, printed)
  --state FILE   where ids and externalIds are remembered (default: in memory)
  --help         shows this

Real systems are served by createScim(), which the README of @rollcall/scim shows.
`;

export interface Arguments {
  port: number;
  token?: string;
  state: string;
}

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
  if (!values.sandbox) throw new UsageError('Say --sandbox; --help shows what there is.');
  const { port = '8880', state = ':memory:', token } = values;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new UsageError(`--port takes a number from 0 to 65535, not ${JSON.stringify(port)}.`);
  }
  if (token !== undefined && token.length < 16) {
    throw new UsageError('--token takes 16 characters or more: it is guessed too easily otherwise.');
  }
  return { port: Number(port), state, ...(token !== undefined && { token }) };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        sandbox: { type: 'boolean' },
        port: { type: 'string' },
        token: { type: 'string' },
        state: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message} --help shows what there is.`);
  }
}
