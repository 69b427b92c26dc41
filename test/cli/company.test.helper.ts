import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '@rollcall/cli';
import { type RunningMock, startMock, VENDORS, type Vendor } from '@rollcall/mock-servers';
import { stringify } from 'yaml';

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Four sandboxes, a rollcall.yaml that names them, and the program in their folder. */
export interface Company {
  readonly mocks: Readonly<Record<Vendor, RunningMock>>;
  readonly dir: string;
  readonly env: Readonly<Record<string, string>>;
  run(...args: string[]): Promise<Ran>;
  /** Writes a file beside rollcall.yaml. */
  put(name: string, text: string | Uint8Array): void;
  read(name: string): string;
  /** Ids of the writing calls that the sandboxes have got. */
  writes(): string[];
  close(): Promise<void>;
}

const RULES = [
  { when: { department: 'SOC' }, system: 'qradar', roles: ['Analyst'], securityProfile: 'Default' },
  { when: { department: 'SOC' }, system: 'iq' },
  { when: { department: 'Data' }, system: 'qlik', roles: ['Developer'] },
  { when: { department: 'Risk' }, system: 'qualys-saq', company: 'Example' },
];

export async function startCompany(
  people: string,
  seeds: Partial<Record<Vendor, unknown>> = {},
  config: Record<string, unknown> = {},
): Promise<Company> {
  const dir = mkdtempSync(join(tmpdir(), 'rollcall-test-'));
  const started = await Promise.all(
    VENDORS.map(async (vendor) => {
      const seed = seeds[vendor];
      return [
        vendor,
        await startMock(vendor, { strict: true, taskStepMs: 5, ...(seed ? { seed } : {}) }),
      ] as const;
    }),
  );
  const mocks = Object.fromEntries(started) as Record<Vendor, RunningMock>;
  const env: Record<string, string> = { XDG_STATE_HOME: join(dir, 'state'), PATH: process.env.PATH ?? '' };
  const systems = Object.fromEntries(
    started.map(([vendor, { credentials, url }]) => {
      const variable = `SECRET_${vendor.replace('-', '_')}`;
      const secret = `\${env:${variable}}`;
      const { password = '', secToken = '', token = '', username = '' } = credentials;
      env[variable] = { qradar: secToken, iq: password, qlik: token, 'qualys-saq': password }[vendor];
      const auth = { qradar: { secToken: secret }, qlik: { apiKey: secret } }[vendor as string];
      return [vendor, { vendor, url, auth: auth ?? { username, password: secret } }];
    }),
  );
  const company: Company = {
    mocks,
    dir,
    env,
    put: (name, text) => writeFileSync(join(dir, name), text),
    read: (name) => readFileSync(join(dir, name), 'utf8'),
    writes: () =>
      started.flatMap(([, { journal }]) =>
        journal
          .map(({ operationId = '' }) => operationId)
          .filter((name) => !/^(get|list|search|count)/.test(name)),
      ),
    async run(...args) {
      let out = '';
      let err = '';
      const outcome = {
        stdout: { write: (text: string) => (out += text) },
        stderr: { write: (text: string) => (err += text) },
        exitCode: null,
      };
      await runCli(args, { process: outcome, env, cwd: dir, now: () => new Date() });
      return { code: Number(outcome.exitCode ?? 0), out, err };
    },
    async close() {
      await Promise.all(started.map(([, mock]) => mock.close()));
      rmSync(dir, { recursive: true, force: true });
    },
  };
  company.put('people.csv', people);
  company.put('rollcall.yaml', stringify({ people: 'people.csv', systems, rules: RULES, ...config }));
  return company;
}
