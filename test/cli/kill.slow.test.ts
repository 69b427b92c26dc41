import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Company, startCompany } from './company.test.helper.js';
import { qradarUser } from './people.test.helper.js';

/** `ROLLCALL_KILLS=1000` for a long run; the seed of any run is printed and can be given as `ROLLCALL_SEED`. */
const KILLS = Number(process.env.ROLLCALL_KILLS ?? 40);
/** A kill costs the start of a program: a second on a quiet machine, several on a busy one. */
const TIMEOUT_MS = 120_000 + KILLS * 10_000;
/**
 * Requests between two kills, on average. IQ's removals take two dozen; were there no longer stretches now and then, no run
 * would ever get through one.
 */
const MEAN_CALLS = 12;
/** Around a request: before it is answered, between the answer and the line that says so, and after that. */
const JITTER_MS = 12;
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

/**
 * Runs the saved plan in a process of its own, and kills that some milliseconds after the sandboxes have got `calls` more
 * requests. @returns the exit code, or null for a process that was killed.
 */
function applyAndKill({ dir, env, mocks }: Company, calls: number, delayMs: number): Promise<number | null> {
  const asked = () => Object.values(mocks).reduce((sum, { journal }) => sum + (journal.at(-1)?.n ?? 0), 0);
  const from = asked();
  const args = ['--disable-warning=ExperimentalWarning', BIN, 'apply', 'plan.json'];
  const child = spawn(process.execPath, args, { cwd: dir, env, stdio: 'ignore' });
  const watch = setInterval(() => {
    if (asked() - from < calls) return;
    clearInterval(watch);
    setTimeout(() => child.kill('SIGKILL'), delayMs);
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

interface Planned {
  readonly key: string;
  readonly system: string;
  readonly person: string;
  readonly login: string;
  readonly change: { readonly kind: string };
}

interface AuditLine {
  readonly at: string;
  readonly key: string;
  readonly outcome: string;
}

function auditOf({ read }: Company): AuditLine[] {
  const lines = read('.rollcall/audit.jsonl').split('\n');
  return lines.filter((line) => line !== '').flatMap((line) => parsed(line));
}

/** A kill may have cut a line in two: it then says nothing, and the next begins on one of its own. */
function parsed(line: string): AuditLine[] {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}

/** For each change the audit has an intent first and its outcome last, and nothing that is not in the plan. */
function expectAudit(company: Company, planned: readonly Planned[]): void {
  const lines = auditOf(company);
  expect([...new Set(lines.map(({ key }) => key))].sort()).toEqual(planned.map(({ key }) => key).sort());
  for (const { change, key, login, system } of planned) {
    const own = lines.filter((line) => line.key === key).map(({ outcome }) => outcome);
    const told = `${system}: ${change.kind} ${login}: ${own.join(', ')}`;
    expect(own[0], told).toBe('intended');
    expect(own.at(-1), told).toMatch(/^(done|recovered)$/);
    expect(
      own.filter((outcome) => !['intended', 'done', 'recovered'].includes(outcome)),
      told,
    ).toEqual([]);
  }
  // No write was sent before its intent stood in the file.
  const intents = lines.filter(({ outcome }) => outcome === 'intended').map(({ at }) => at);
  const writes = Object.values(company.mocks).flatMap(({ journal }) =>
    journal.filter(({ operationId = '' }) => !/^(get|list|search|count)/.test(operationId)),
  );
  for (const { at, operationId } of writes) {
    const before = intents.filter((intent) => intent <= at);
    expect(before.length, `${operationId} at ${at}`).toBeGreaterThan(0);
  }
}

/** Every account of every system: whose it is, or its login where it is nobody's. */
async function everybody(company: Company): Promise<string[]> {
  const { out } = await company.run('report', '--json');
  const { accounts } = JSON.parse(out) as { accounts: { system: string; login: string; person?: string }[] };
  return accounts.map(({ login, person, system }) => `${system} ${person ?? login}`).sort();
}

/** Who has to be there when a plan was carried out: those who were, with its creates and without its removals. */
function afterwards(before: readonly string[], planned: readonly Planned[]): string[] {
  const named = (kind: string) =>
    planned.filter(({ change }) => change.kind === kind).map(({ person, system }) => `${system} ${person}`);
  const removed = named('remove');
  return [...before.filter((name) => !removed.includes(name)), ...named('create')].sort();
}

describe('an apply that is killed again and again', () => {
  it(
    'goes on where it was, creates nobody twice and removes only whom the plan names',
    async () => {
      console.log(`kill test: ROLLCALL_SEED=${SEED} ROLLCALL_KILLS=${KILLS}`);
      const random = randomOf(SEED);
      const company = await startCompany(PEOPLE, SEEDS);
      try {
        let kills = 0;
        let rounds = 0;
        while (kills < KILLS) {
          for (const mock of Object.values(company.mocks)) mock.reset();
          rmSync(join(company.dir, '.rollcall'), { recursive: true, force: true });
          const before = await everybody(company);
          await company.run('plan', '--out', 'plan.json');
          const planned: Planned[] = JSON.parse(company.read('plan.json')).entries;
          expect(planned).toHaveLength(11);
          let code: number | null = null;
          while (code === null) {
            const stretch = 1 + Math.floor(-Math.log(1 - random()) * MEAN_CALLS);
            const calls = kills < KILLS ? stretch : Number.POSITIVE_INFINITY;
            code = await applyAndKill(company, calls, Math.floor(random() * JITTER_MS));
            if (code === null) kills += 1;
          }
          rounds += 1;
          console.log(`round ${rounds} has ended with ${code} after ${kills} kills`);
          expect(code).toBe(0);
          const creates = succeeded(company, /^createUsers?$/);
          expect(new Set(creates).size, creates.join('\n')).toBe(creates.length);
          expect(succeeded(company, /^deleteAuthorizedService$/).length).toBeLessThan(2);
          expectAudit(company, planned);
          expect(await everybody(company)).toEqual(afterwards(before, planned));
          const { code: left, out } = await company.run('plan');
          expect([left, out]).toEqual([0, 'Nothing to do.\n']);
        }
      } finally {
        await company.close();
      }
    },
    TIMEOUT_MS,
  );
});
