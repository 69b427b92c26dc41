import { execFileSync } from 'node:child_process';
import { vendors } from '../../../support/vendors/index.ts';
import { median } from '../median.ts';
import type { Result } from '../result.ts';

const ROUNDS = 15;
const IMPORT = (specifier: string) => `
const startedAt = performance.now();
await import('${specifier}');
console.log(performance.now() - startedAt);`;

/** How long a process that just started takes to import one vendor's facade, as a part of what ky takes in the same round. */
export async function measure(): Promise<Result[]> {
  const facades = vendors.map(({ key }) => `@rollcall/facade/${key}`);
  const others = [
    '@rollcall/facade/node',
    'ky',
    'axios',
    'got',
    '@qlik/api',
    '@sonatype/nexus-iq-api-client',
  ];
  const samples = new Map([...facades, ...others].map((specifier) => [specifier, [] as number[]]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [specifier, own] of samples) {
      const args = ['--input-type=module', '--eval', IMPORT(specifier)];
      own.push(Number(execFileSync(process.execPath, args, { cwd: import.meta.dirname, encoding: 'utf8' })));
    }
  }
  const ky = samples.get('ky') as number[];
  return [...samples].map(([name, own]) => ({
    case: 'import',
    name,
    value: median(own),
    unit: 'ms',
    ratio: median(own.map((ms, round) => ms / (ky[round] as number))),
    ...(facades.includes(name) ? { judged: 'ratio' as const, budget: 0.5 } : {}),
  }));
}
