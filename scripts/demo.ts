import { parseArgs } from 'node:util';
import { startMock } from '@rollcall/mock-servers';
import type { Demo } from './demo/demo.ts';
import { iqDemo } from './demo/iq.ts';
import { tellProgram } from './demo/program.ts';
import { qlikDemo } from './demo/qlik.ts';
import { qradarDemo } from './demo/qradar.ts';
import { qradarIbmDemo } from './demo/qradar-ibm.ts';
import { qualysSaqDemo } from './demo/qualys-saq.ts';
import { tellStory } from './demo/story.ts';

const HELP = `Walks a user's whole life through the four vendors, against sandboxes on free ports.

  pnpm demo                     all four, QRadar twice (the guide's console and IBM's), then the program rollcall
  pnpm demo --vendor qradar     one of qradar, iq, qlik, qualys-saq

The read-only part runs against a real system instead when its address is set:
  ROLLCALL_QRADAR_URL      with ROLLCALL_QRADAR_TOKEN, or ROLLCALL_QRADAR_USERNAME and ROLLCALL_QRADAR_PASSWORD
  ROLLCALL_IQ_URL          with ROLLCALL_IQ_TOKEN, or ROLLCALL_IQ_USERNAME and ROLLCALL_IQ_PASSWORD
  ROLLCALL_QLIK_URL        with ROLLCALL_QLIK_API_KEY
  ROLLCALL_QUALYS_SAQ_URL  with ROLLCALL_QUALYS_SAQ_USERNAME and ROLLCALL_QUALYS_SAQ_PASSWORD`;

const NEXT = `
Next
  npx --yes pnpm@12 mock all             the four sandboxes, with a page for each: send them requests and watch
  npx --yes pnpm@12 demo --help          the same against a system of your own, which is only read
  npx --yes pnpm@12 rollcall --help      the program: report --sandbox --html review.html, for one
  packages/cli/README.md                 its rollcall.yaml and people.csv, for systems of your own
  packages/facade/README.md              the verbs, the options, the errors
  packages/facade/docs/recipes           whole programs: somebody joins, somebody leaves, who has access`;

const demos: Demo[] = [qradarDemo, qradarIbmDemo, iqDemo, qlikDemo, qualysSaqDemo];
const chosen = choose();
const story = tellStory();
for (const demo of chosen) {
  const real = demo.realSystem(process.env);
  const { vendorOptions = {} } = demo;
  const mock = real
    ? undefined
    : await startMock(demo.sandbox, { strict: true, taskStepMs: 250, users: 3, vendorOptions });
  const baseUrl = real?.baseUrl ?? mock?.url ?? '';
  story.chapter(real ? `${demo.title} (read only)` : demo.title, baseUrl, demo.clients);
  try {
    await demo.run(story, {
      baseUrl,
      ...(real ? { auth: real.auth } : {}),
      readOnly: real !== undefined,
    });
    for (const violation of mock?.violations ?? [])
      console.error('the sandbox broke its contract:', violation);
    if (mock && mock.violations.length > 0) process.exitCode = 1;
  } catch {
    // The step has told it; the other vendors' stories go on.
  } finally {
    await mock?.close();
  }
}
if (chosen === demos) {
  // A step that fails has told it.
  await tellProgram(story).catch(() => {});
}
if (!story.summary()) process.exitCode = 1;
else console.log(NEXT);

function choose(): Demo[] {
  try {
    const { values } = parseArgs({
      // `pnpm demo -- --vendor iq` hands the `--` on.
      args: process.argv.slice(2).filter((each) => each !== '--'),
      options: { vendor: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) {
      console.log(HELP);
      process.exit(0);
    }
    if (values.vendor === undefined) return demos;
    const found = demos.filter(({ sandbox }) => sandbox === values.vendor);
    if (found.length > 0) return found;
    console.error(
      `'${values.vendor}' is not a vendor; there are: ${[...new Set(demos.map(({ sandbox }) => sandbox))].join(', ')}`,
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
  process.exit(2);
}
