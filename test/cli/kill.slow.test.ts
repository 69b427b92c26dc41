import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Company, startCompany } from './company.test.helper.js';
import { qradarUser } from './people.test.helper.js';

/** `ROLLCALL_KILLS=1000` for a long run; the seed of any run is printed and can be given as `ROLLCALL_SEED`. */
const KILLS = Number(process.env.ROLLCALL_KILLS ?? 40);
const SEED = Number(process.env.ROLLCALL_SEED ?? Date.now() % 1_000_000);
const BIN = fileURLToPath(new URL('../../packages/cli/dist/bin.js', import.meta.url));

/** mulberry32: the same numbers for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const PEOPLE = `person,addresses,status,department,givenName,familyName
soc1,soc1@example.com,active,SOC,Sam,One
soc2,soc2@example.com,active,SOC,Sue,Two
data1,data1@example.com,active,Data,Dan,Three
risk1,risk1@example.com,active,Risk,Rita,Four
gone1,gone1@example.com,left,,Gil,Five
gone2,gone2@example.com,left,,Gia,Six
`;

const SEEDS = {
  qradar: {
    users: [qradarUser(2001, 'gone1'), qradarUser(2002, 'gone2')],
    authorized_services: [
      {
        id: 41,
        label: 'Export',
        token: 'token-of-gone1',
        created_by: 'gone1',
        user_role_id: 2,
        security_profile_id: 1,
      },
    ],
  },
  iq: { users: [{ username: 'gone1', firstName: 'Gil', lastName: 'Five', email: 'gone1@example.com' }] },
  qlik: { extend: true, users: [{ subject: 'gone2', email: 'gone2@example.com' }] },
  'qualys-saq': {
    users: [{ firstName: 'Gia', lastName: 'Six', company: 'Example', emailAddress: 'gone2@example.com' }],
  },
};

/** Runs the saved plan in a process of its own, and kills that when the sandboxes have got `calls` more requests. */
function applyAndKill({ dir, env, mocks }: Company, calls: number): Promise<number | null> {
  const asked = () => Object.values(mocks).reduce((sum, { journal }) => sum + journal.length, 0);
  const from = asked();
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', BIN, 'apply', 'plan.json'],
    {
      cwd: dir,
      env,
      stdio: 'ignore',
    },
  );
  const watch = setInterval(() => {
    if (asked() - from >= calls) child.kill('SIGKILL');
  }, 1);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      clearInterval(watch);
      resolve(code);
    });
  });
}

/** Calls of one operation that the sandboxes answered with success. */
function succeeded({ mocks }: Company, pattern: RegExp): string[] {
  return Object.values(mocks).flatMap(({ journal, vendor }) =>
    journal
      .filter(({ operationId = '', status = 0 }) => pattern.test(operationId) && status < 300)
      .map(({ requestBody = '', url }) => `${vendor} ${/^\d*$/.test(requestBody) ? url : requestBody}`),
  );
}

describe('an apply that is killed again and again', () => {
  it(`goes on where it was, creates nobody twice and removes only whom the plan names`, async () => {
    console.log(`kill test: ROLLCALL_SEED=${SEED} ROLLCALL_KILLS=${KILLS}`);
    const random = randomOf(SEED);
    const company = await startCompany(PEOPLE, SEEDS);
    try {
      let kills = 0;
      while (kills < KILLS) {
        for (const mock of Object.values(company.mocks)) mock.reset();
        rmSync(join(company.dir, '.rollcall'), { recursive: true, force: true });
        await company.run('plan', '--out', 'plan.json');
        const planned = JSON.parse(company.read('plan.json')).entries;
        expect(planned).toHaveLength(11);
        let code: number | null = null;
        while (code === null) {
          code = await applyAndKill(
            company,
            kills < KILLS ? 1 + Math.floor(random() * 16) : Number.POSITIVE_INFINITY,
          );
          if (code === null) kills += 1;
        }
        const creates = succeeded(company, /^createUsers?$/);
        expect(new Set(creates).size, creates.join('\n')).toBe(creates.length);
        expect(creates).toHaveLength(6);
        const removed = new Set(succeeded(company, /^deleteUser$/));
        expect(removed.size).toBe(5);
        expect(succeeded(company, /^deleteAuthorizedService$/)).toHaveLength(1);
        const { code: left, out } = await company.run('plan');
        expect([left, out]).toEqual([0, 'Nothing to do.\n']);
      }
    } finally {
      await company.close();
    }
  }, 600_000);
});
