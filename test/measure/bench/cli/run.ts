import { parseArgs } from 'node:util';
import { median } from '../median.ts';
import { openCompany } from './company.ts';
import { runProgram, STARTS } from './program.ts';

// `pnpm bench cli`: how long the program takes to start beside an empty Node, and what a plan over four systems takes
// with many accounts. `--accounts N` in each system, `--latency MS` before each of their answers. Exit code 1 when an aim
// is missed: 60 seconds and 250 MB for 4 × 10,000 accounts at 5 ms, and a start of at most 150 ms where an empty Node
// takes 40, so 3.75 of it.

const PLAN_SECONDS = 60;
const PLAN_MEGABYTES = 250;
const START_RATIO = 3.75;
const ROUNDS = 11;

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '10000' },
    latency: { type: 'string', default: '5' },
  },
});
const accounts = Number(values.accounts);
const latencyMs = Number(values.latency);
if (!(Number.isInteger(accounts) && accounts >= 10 && latencyMs >= 0)) {
  throw new Error('--accounts takes a whole number from 10, --latency a number of milliseconds');
}

let isMissed = false;

process.stderr.write('start …\n');
const starts = new Map<string, number[]>(Object.keys(STARTS).map((name) => [name, []]));
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [name, args] of Object.entries(STARTS)) {
    starts.get(name)?.push((await runProgram(args, {})).ms);
  }
}
const empty = starts.get('an empty Node') ?? [];
console.table(
  [...starts].map(([name, times]) => {
    const ratio = median(times.map((ms, round) => ms / (empty[round] ?? Number.NaN)));
    isMissed ||= !(ratio <= START_RATIO);
    return {
      start: name,
      'median, ms': Math.round(median(times)),
      'to an empty Node': Number(ratio.toFixed(2)),
    };
  }),
);

const rows = [];
// The smaller company shows what grows with the people.
for (const each of [Math.ceil(accounts / 10), accounts]) {
  process.stderr.write(`plan, 4 × ${each} accounts at ${latencyMs} ms …\n`);
  const company = await openCompany(each, latencyMs);
  const { code, megabytes, ms, output } = await runProgram(['plan'], { cwd: company.dir, env: company.env });
  const planned = / to (?:create|change|disable|remove)/.test(output) || output.startsWith('Nothing to do');
  if (![0, 2].includes(code) || !planned) throw new Error(`plan ended with ${code}: ${output.slice(0, 500)}`);
  isMissed ||= ms > PLAN_SECONDS * 1000 || megabytes > PLAN_MEGABYTES;
  rows.push({
    'accounts, 4 ×': each,
    people: company.people,
    requests: company.requests(),
    seconds: Number((ms / 1000).toFixed(1)),
    'peak memory, MB': Math.round(megabytes),
  });
  await company.close();
}
console.table(rows);
process.exitCode = isMissed ? 1 : 0;
