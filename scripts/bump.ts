import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { affectedPackages } from './bump/affected.ts';
import { strongest } from './bump/change.ts';
import { changesetOf } from './bump/changeset.ts';
import { checkFolder, compareContracts } from './bump/contract.ts';
import { repointLint, repointMocks, withVersion } from './bump/edits.ts';
import { retireVersion } from './bump/retire-version.ts';
import { secondOpinion } from './bump/second-opinion.ts';
import { bumpFor } from './bump/semver.ts';
import { VENDORS } from './generate/vendors.ts';
import { genDir, generateFromAll, generateInto } from './generate.ts';
import { root } from './root.ts';

const TITLES = {
  qradar: 'IBM QRadar',
  iq: 'Sonatype IQ',
  qlik: 'Qlik Cloud',
  'qualys-saq': 'Qualys SAQ',
} as const;
const USAGE = `Usage: pnpm bump <vendor> <version> [--dry-run]
Points a vendor package at specs/<vendor>/<version>, regenerates it, writes a changeset with what changed, and keeps
the version that it leaves as an overlay on the new one.
  --dry-run  print the changeset and change nothing
Vendors: ${VENDORS.map(({ name, version }) => `${name} (now ${version})`).join(', ')}`;

/** Compares, asks the compiler, and unless `dryRun` changes the table, the package, the mocks, the old spec and `.changeset`. */
export async function bump(name: string, version: string, dryRun: boolean): Promise<void> {
  const vendor = VENDORS.find((each) => each.name === name);
  if (!vendor)
    throw new Error(`'${name}' is not a vendor; known: ${VENDORS.map((each) => each.name).join(', ')}`);
  if (vendor.version === version) throw new Error(`${name} is generated from ${version} already`);
  process.chdir(root); // the generator writes paths relative to the working directory

  const specs = join(root, 'specs');
  const oldFolder = checkFolder(specs, vendor, vendor.version);
  const newFolder = checkFolder(specs, vendor, version);
  const opinion = await secondOpinion(root, vendor, version);
  const changes = await compareContracts(oldFolder, newFolder, vendor);
  const packages = affectedPackages(root, name, changes).map((each) =>
    // Code that no longer compiles is a break, whatever the comparison of the specs says.
    opinion.broken.length > 0 && each.name !== '@rollcall/mock-servers'
      ? { ...each, impact: 'breaking' as const }
      : each,
  );
  const release = {
    title: TITLES[vendor.name],
    oldVersion: vendor.version,
    newVersion: version,
    packages,
    changes,
  };
  const changeset = changesetOf({ ...release, broken: opinion.broken });

  console.log(`${changeset}\n${summary()}`);
  if (dryRun) return;

  const table = join(root, 'scripts/generate/vendors.ts');
  writeFileSync(table, withVersion(readFileSync(table, 'utf8'), name, vendor.version, version));
  const mocks = repointMocks(root, name, vendor.version, version);
  await generateInto({ ...vendor, version }, genDir(vendor));
  // The probe asks at the addresses of the specs, too.
  await generateFromAll(VENDORS.map((each) => (each === vendor ? { ...vendor, version } : each)));
  const file = join(root, '.changeset', `${name}-${version}.md`);
  if (packages.length > 0) writeFileSync(file, changeset);
  const retired = await retireVersion(oldFolder, newFolder);
  if (retired.length > 0) retired.push(...repointLint(root, name, vendor.version));
  const written = [table, ...mocks, ...(packages.length > 0 ? [file] : []), genDir(vendor), ...retired];
  console.log(`\nWritten:\n${written.map((each) => `  ${relative(root, each)}`).join('\n')}`);
  console.log('Next: pnpm test, pnpm api-report, and look at the differences before you commit.');

  function summary(): string {
    const counts = (['breaking', 'feature', 'fix'] as const).map(
      (impact) => `${changes.filter((each) => each.impact === impact).length} ${impact}`,
    );
    return [
      `${name} ${vendor?.version} → ${version}: ${counts.join(', ')}; strongest: ${strongest(changes.map((each) => each.impact)) ?? 'none'}`,
      ...packages.map((each) => `  ${each.name} ${each.version}: ${bumpFor(each.version, each.impact)}`),
      opinion.broken.length === 0
        ? "Yesterday's code compiles against today's types."
        : `${opinion.broken.length} errors in yesterday's code, see above.`,
      ...(opinion.misfits.length > 0
        ? ['Types that do not fit their predecessors:', ...opinion.misfits.map((each) => `  ${each}`)]
        : []),
    ].join('\n');
  }
}

if (import.meta.main) {
  const { values, positionals } = readArguments();
  const [name, version, ...others] = positionals;
  if (values.help || !name || !version || others.length > 0) usage(values.help ? 0 : 2);
  try {
    await bump(name, version, values['dry-run']);
  } catch (error) {
    console.error(`bump: ${(error as Error).message}`);
    process.exit(1);
  }
}

function readArguments() {
  const options = {
    'dry-run': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  } as const;
  try {
    return parseArgs({ allowPositionals: true, options });
  } catch (error) {
    console.error((error as Error).message);
    return usage(2);
  }
}

function usage(code: 0 | 2): never {
  console.error(USAGE);
  process.exit(code);
}
