import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningMock, startMock, VENDORS } from '@rollcall/mock-servers';
import { stringify } from 'yaml';

/** Four sandboxes with many accounts each, and a folder with a rollcall.yaml and the people that they belong to. */
export async function openCompany(accounts: number, latencyMs: number) {
  const mocks = await Promise.all(VENDORS.map((vendor) => startMock(vendor, { users: accounts, latencyMs })));
  const dir = mkdtempSync(join(tmpdir(), 'rollcall-bench-'));
  const env: NodeJS.ProcessEnv = { ...process.env, XDG_STATE_HOME: join(dir, 'state') };
  const systems = Object.fromEntries(
    mocks.map(({ credentials, url, vendor }) => {
      const name = `SECRET_${vendor.replace('-', '_')}`;
      const { password = '', secToken = '', token = '', username = '' } = credentials;
      env[name] = { qradar: secToken, iq: password, qlik: token, 'qualys-saq': password }[vendor];
      const secret = `\${env:${name}}`;
      const byToken = { qradar: { secToken: secret }, qlik: { apiKey: secret } }[vendor as string];
      const auth = byToken ?? { username, password: secret };
      return [vendor, { vendor, url, auth }];
    }),
  );
  const people = peopleOf(mocks);
  writeFileSync(join(dir, 'people.csv'), ['person,addresses,aliases,status', ...people].join('\n'));
  writeFileSync(join(dir, 'rollcall.yaml'), stringify({ people: 'people.csv', systems, rules: [] }));
  return {
    dir,
    env,
    people: people.length,
    requests: () => mocks.reduce((sum, { journal }) => sum + (journal.at(-1)?.n ?? 0), 0),
    async close() {
      await Promise.all(mocks.map((mock) => mock.close()));
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** One person for each place in the systems' lists, with an account in each system; every thousandth has left. */
function peopleOf(mocks: readonly RunningMock[]): string[] {
  const given = new Set<string>();
  const addresses = mocks.map((mock) => {
    const { users } = mock.snapshot() as { users: Record<string, unknown>[] };
    const all = users.map(({ email, emailAddress }) => String(email ?? emailAddress ?? '').toLowerCase());
    // An address that a system before has is that person's already.
    const fresh = [...new Set(all)].filter((address) => address !== '' && !given.has(address));
    for (const address of fresh) given.add(address);
    return fresh;
  });
  const most = Math.max(...addresses.map(({ length }) => length));
  return Array.from({ length: most }, (_, at) => {
    const own = new Set(addresses.flatMap((each) => each[at] ?? []));
    return `p${at},${[...own].join(';')},,${at % 1000 === 7 ? 'left' : 'active'}`;
  });
}
