import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

export interface Postgres {
  /** The address of a new, empty database. */
  database(): Promise<string>;
  stop(): Promise<void>;
}

/** Where Debian puts the programs: not in PATH. */
const DEBIAN = '/usr/lib/postgresql';

function binaries(): string | undefined {
  const versions = existsSync(DEBIAN)
    ? readdirSync(DEBIAN).sort((one, other) => Number(other) - Number(one))
    : [];
  return versions
    .map((version) => join(DEBIAN, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')));
}

/** A PostgreSQL of its own on a Unix socket, or undefined where none is installed. It refuses to run as root. */
export async function startPostgres(): Promise<Postgres | undefined> {
  const bin = binaries();
  if (!bin && process.env.ROLLCALL_REQUIRE_POSTGRES) {
    throw new Error(
      `There is no PostgreSQL below ${DEBIAN}, and this run must have one: apt-get install postgresql`,
    );
  }
  if (!bin) return undefined;
  const dir = mkdtempSync(join(tmpdir(), 'rollcall-pg-'));
  const isRoot = process.getuid?.() === 0;
  const as = (program: string, args: string[]): [string, string[]] =>
    isRoot
      ? ['setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', program, ...args]]
      : [program, args];
  if (isRoot) execFileSync('chown', ['postgres', dir]);
  const data = join(dir, 'data');
  execFileSync(...as(join(bin, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'postgres', '--no-sync']), {
    stdio: 'ignore',
  });
  const settings = ['-k', dir, '-c', 'listen_addresses=', '-c', 'fsync=off'];
  const server = spawn(...as(join(bin, 'postgres'), ['-D', data, ...settings]), { stdio: 'ignore' });
  const address = (name: string) => `postgresql://postgres@localhost/${name}?host=${encodeURIComponent(dir)}`;
  await answered(address('postgres'));
  let made = 0;
  return {
    database: async () => {
      made += 1;
      const client = new Client(address('postgres'));
      await client.connect();
      await client.query(`CREATE DATABASE scim${made}`);
      await client.end();
      return address(`scim${made}`);
    },
    stop: async () => {
      const exited = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGINT');
      await exited;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function answered(address: string): Promise<void> {
  for (let left = 300; ; left -= 1) {
    const client = new Client(address);
    const error = await client.connect().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    await client.end().catch(() => {});
    if (!error) return;
    if (left === 0) throw error;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
