import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, it } from 'vitest';
import { run } from './run.ts';

const here = dirname(fileURLToPath(import.meta.url));
const project = inject('pnpmProject');

interface Compiler {
  readonly version: string;
  readonly bin: string;
  /** Whether a CommonJS file may require an ES module. */
  readonly requiresEsm: boolean;
}
const compilers: readonly Compiler[] = [
  { version: '5.4', requiresEsm: false },
  { version: '5.9', requiresEsm: true },
  { version: '6', requiresEsm: true },
  { version: '7', requiresEsm: true },
].map((compiler) => ({
  ...compiler,
  bin: join(here, 'node_modules', `typescript-${compiler.version}`, 'bin', 'tsc'),
}));

/** Every entry point at once, whatever it is: its declarations are read and checked. */
const everything = inject('entryPoints')
  .map(({ name }, index) => `import * as entry${index} from '${name}';\nvoid entry${index};\n`)
  .join('');

const STRICT = { strict: true, skipLibCheck: false, noEmit: true, target: 'ES2022' };
const STRICTEST = {
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  isolatedModules: true,
};
const NODENEXT = { module: 'NodeNext', moduleResolution: 'NodeNext' };
const NODE16 = { module: 'Node16', moduleResolution: 'Node16' };
const BUNDLER = { module: 'ESNext', moduleResolution: 'Bundler' };
/** A page or a worker knows the DOM's `fetch`; a service on Node has only Node's types. */
const WEB = { lib: ['ES2022', 'DOM', 'DOM.Iterable'], types: [] };
const NODE = { lib: ['ES2022'], types: ['node'] };

describe.each(compilers)('on TypeScript $version, libraries checked', ({ bin, requiresEsm, version }) => {
  it.concurrent.for([
    ['nodenext in a browser or worker', ['anywhere.ts'], { ...NODENEXT, ...WEB }],
    ['bundler in a browser or worker', ['anywhere.ts'], { ...BUNDLER, ...WEB }],
    ['nodenext on Node', ['anywhere.ts', 'on-node.ts', 'everything.ts'], { ...NODENEXT, ...NODE }],
    ['node16 on Node', ['anywhere.ts', 'on-node.ts', 'everything.ts'], { ...NODE16, ...NODE }],
    ['bundler on Node', ['anywhere.ts', 'on-node.ts', 'everything.ts'], { ...BUNDLER, ...NODE }],
  ] as const)('%s compiles, with and without the strictest options', async ([name, files, options]) => {
    expect(await compile(bin, `${version} ${name}`, files, options)).toBe('');
    expect(await compile(bin, `${version} ${name} strictest`, files, { ...options, ...STRICTEST })).toBe('');
  });

  it.runIf(requiresEsm)('a CommonJS file requires the packages', async () => {
    expect(await compile(bin, `${version} required`, ['required.cts'], { ...NODENEXT, ...NODE })).toBe('');
  });
});

it('a mistake in a consumer is found, so that the silence above means something', async () => {
  const bin = compilers[1]?.bin ?? '';
  const output = await compile(
    bin,
    'mistake',
    ['mistaken.ts'],
    { ...NODENEXT, ...NODE },
    {
      'mistaken.ts': "import { createIq } from '@rollcall/facade/iq';\ncreateIq({ baseUrl: 1 });\n",
    },
  );
  expect(output).toMatch(/mistaken\.ts\(2,\d+\): error TS/);
});

it('the compilers are the ones their names promise', async () => {
  for (const { bin, version } of compilers) {
    const { stdout } = await run(process.execPath, [bin, '--version']);
    expect(stdout).toMatch(new RegExp(`^Version ${version.replace('.', '\\.')}\\.`));
  }
  expect(createRequire(join(project, 'x.js')).resolve('@rollcall/facade')).toContain(project);
});

/** What the compiler says about consumers, nothing when it is content. Every case has a folder of its own. */
async function compile(
  bin: string,
  name: string,
  files: readonly string[],
  options: object,
  texts: Record<string, string> = { 'everything.ts': everything },
): Promise<string> {
  const dir = join(project, 'consumers', name.replace(/\W+/g, '-'));
  mkdirSync(dir, { recursive: true });
  for (const file of files) {
    writeFileSync(join(dir, file), texts[file] ?? readFileSync(join(here, 'consumers', file)));
  }
  writeFileSync(
    join(dir, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { ...STRICT, ...options }, files }),
  );
  const { code, stderr, stdout } = await run(process.execPath, [bin, '-p', dir, '--pretty', 'false'], {
    cwd: dir,
  });
  return code === 0 ? stdout : stdout + stderr || `tsc ended with ${code}`;
}
