import { execFileSync } from 'node:child_process';
import { median } from '../median.ts';
import type { Result } from '../result.ts';
import { vendors } from '../vendors.ts';

const ROUNDS = 15;
const IMPORT = (specifier: string) => `
const startedAt = performance.now();
await import('${specifier}');
console.log(performance.now() - startedAt);`;

/** How long a process that just started takes to import one vendor's facade; beside it, the peers. */
export async function measure(): Promise<Result[]> {
  const facades = vendors.map(({ name }) => `@rollcall/facade/${name}`);
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
  return [...samples].map(([name, own]) => ({
    case: 'import',
    name,
    value: median(own),
    unit: 'ms',
    ...(facades.includes(name) ? { budget: 8 } : {}),
  }));
}
