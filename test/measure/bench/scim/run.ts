import { parseArgs } from 'node:util';
import { startMock, VENDORS } from '@rollcall/mock-servers';
import { MORE } from './cases/more.ts';
import { READING } from './cases/reading.ts';
import { WRITING } from './cases/writing.ts';
import { clientOf } from './client.ts';
import { closedLoop, openLoop } from './load.ts';
import { start } from './server-process.ts';

// `pnpm bench scim`: the bridge and scimmy-routers, both over memory: requests per second, memory, conformance cases.
// Then the bridge before each sandbox, at the rate that Entra's gallery asks for: what it adds to the vendor's own time.
// `--seconds 600` is the long run. Exit code 1 when an aim is missed.

const P99_MS = 250;
const CASES = [...READING, ...WRITING, ...MORE];
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    rate: { type: 'string', default: '25' },
    system: { type: 'string', multiple: true, default: [...VENDORS] },
  },
});
const seconds = Number(values.seconds);
const rate = Number(values.rate);
if (!(seconds > 0 && rate > 0)) throw new Error('--seconds and --rate take numbers above 0');

const passed = new Map<string, Set<string>>();
const overMemory = [];
for (const [name, kind] of [
  ['@rollcall/scim', 'bridge'],
  ['scimmy-routers', 'scimmy'],
] as const) {
  process.stderr.write(`${name} …\n`);
  passed.set(name, new Set(await casesPassed(kind)));
  const server = await start(kind);
  const { requestsPerSecond } = await closedLoop(clientOf(server), Math.min(seconds, 10));
  overMemory.push({
    server: name,
    'requests/s': Math.round(requestsPerSecond),
    'memory, MB': Math.round((await server.memory()) / 1e6),
    cases: `${passed.get(name)?.size} of ${CASES.length}`,
  });
  server.stop();
}
console.table(overMemory);
console.table(
  CASES.map(({ title }) => ({
    case: title,
    ...Object.fromEntries([...passed].map(([name, set]) => [name, set.has(title) ? 'yes' : 'no'])),
  })),
);

let isMissed = (passed.get('@rollcall/scim')?.size ?? 0) < CASES.length;
const rows = [];
for (const vendor of VENDORS.filter((each) => values.system.includes(each))) {
  process.stderr.write(`${vendor}, ${rate} requests a second for ${seconds} s …\n`);
  const mock = await startMock(vendor, { users: 25 });
  const server = await start(vendor, mock.url, JSON.stringify(mock.credentials));
  const { failed } = await openLoop(clientOf(server), rate, seconds);
  const own = await server.own();
  const times = own.map(({ ms }) => ms).sort((a, b) => a - b);
  const p99 = times[Math.floor(times.length * 0.99)] ?? Number.NaN;
  const checks = own.filter(({ what }) => what === 'existence check').map(({ calls }) => calls);
  isMissed ||= !(p99 <= P99_MS) || failed > 0;
  rows.push({
    system: vendor,
    requests: times.length,
    failed,
    'p50 above the vendor, ms': Number((times[Math.floor(times.length / 2)] ?? Number.NaN).toFixed(1)),
    'p99 above the vendor, ms': Number(p99.toFixed(1)),
    'vendor requests of a check, at most': Math.max(...checks),
    'memory, MB': Math.round((await server.memory()) / 1e6),
  });
  server.stop();
  await mock.close();
}
console.table(rows);
process.exitCode = isMissed ? 1 : 0;

/** The titles of the cases that a server passes. */
async function casesPassed(kind: string): Promise<string[]> {
  const server = await start(kind);
  const titles: string[] = [];
  for (const { passes, title } of CASES) {
    if (await passes(clientOf(server)).catch(() => false)) titles.push(title);
  }
  server.stop();
  return titles;
}
