import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin, registerHooks } from 'node:module';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { VENDORS } from './generate/vendors.ts';
import { root } from './root.ts';
import { SCALAR_MAP, SCALAR_NOTICES } from './scalar.ts';
import { noticesOf, packageDirOf, packagesOfSourceMap, scalarNotices } from './third-party-notices.ts';

// Makes the JavaScript of @rollcall/mock-servers: our code together with the parts of Prism that it uses, which as
// dependencies would bring 150 packages and a postinstall that reports to somebody. The types are tsc's.

const dir = join(root, 'packages/mock-servers');
const outDir = join(dir, 'dist');
const { dependencies } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>;
};
const isDependency = (id: string) =>
  Object.keys(dependencies).some((name) => id === name || id.startsWith(`${name}/`));
/** Loaded by `--mode prism` alone, from where the user installed it. */
const isOptional = (importer = '') => importer.endsWith('contract/prism.ts');

const bundle = await rolldown({
  input: { index: join(dir, 'src/index.ts'), cli: join(dir, 'src/cli.ts') },
  external: (id, importer) =>
    isBuiltin(id) || isDependency(id) || (!/^[./]/.test(id) && isOptional(importer)),
  platform: 'node',
  // Some CommonJS builds load their parts in a way that no bundler follows; their modules are plain.
  resolve: { mainFields: ['module', 'main'] },
  plugins: [
    {
      name: 'documents-as-built',
      resolveId: {
        filter: { id: /\/read-source\.js$/ },
        handler: () => join(dir, 'src/spec/read-built.ts'),
      },
    },
    {
      // The sandboxes look at credentials themselves, and Prism's look at them brings a second lodash.
      name: 'without-security',
      load: {
        filter: { id: /prism-http\/dist\/validator\/validators\/security\/index\.js$/ },
        handler: () => 'exports.validateSecurity = undefined;',
      },
    },
    {
      // Ajv would compile the schema of schemas twice before the first answer; `pnpm check specs` holds ours to it.
      name: 'schemas-are-valid',
      transform: {
        filter: { id: /prism-http\/dist\/validator\/validators\/utils\.js$/ },
        handler: (code) => replaced(code, 'allErrors: true,', 'allErrors: true, validateSchema: false,'),
      },
    },
    {
      name: 'this-is-exports',
      // CommonJS, whose `this` is `exports`; a bundler of modules makes it `undefined`.
      transform: {
        filter: { id: /uri-template-lite/ },
        handler: (code) => replaced(code, 'this.URI', 'exports.URI'),
      },
    },
  ],
});
const { output } = await bundle.write({
  dir: outDir,
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name].js',
  minify: false,
  comments: { legal: false, annotation: true, jsdoc: false }, // the notices have the licences, the types the docs
});
await bundle.close();

// A part that loads the program would start it, in whatever process uses the library.
for (const part of output) {
  if (part.type === 'chunk' && part.imports.includes('cli.js')) {
    throw new Error(`${part.fileName} imports cli.js: load what the program shares with it by import()`);
  }
}

const kept = new Set(output.map(({ fileName }) => fileName));
for (const file of readdirSync(outDir, { recursive: true }) as string[]) {
  if (file.endsWith('.js') && !kept.has(file)) rmSync(join(outDir, file));
}

const documents = join(outDir, 'documents');
mkdirSync(documents, { recursive: true });
const { readDocument, readOperations } = await sourceReader();
for (const { name } of VENDORS) {
  const document = readDocument(name);
  writeFileSync(join(documents, `${name}.json`), JSON.stringify(document));
  writeFileSync(join(documents, `${name}.operations.json`), JSON.stringify(readOperations(name, document)));
}

const modules = output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
// What the plugins above leave out takes a third of a start, and a new version of Prism may ask for it by another path.
const slow = modules.find((id) => /@stoplight.http-spec|lodash\/fp|lodash\.min|\/yaml\//.test(id));
if (slow !== undefined)
  throw new Error(`${slow} would be loaded at every start of a mock: leave it out again`);
const bundled = new Set(modules.flatMap((id) => packageDirOf(id.replace(/^\0|\?.*$/g, '')) ?? []));
const ofScalar = scalarNotices(packagesOfSourceMap(SCALAR_MAP), readFileSync(SCALAR_NOTICES, 'utf8'));
const notices = noticesOf(bundled) + ofScalar;
writeFileSync(join(dir, 'assets/third-party-notices.txt'), notices);
console.log(`mock-servers: ${modules.length} modules, notices of ${bundled.size} packages`);

/** What the sandboxes read their documents with when they run from their sources. */
async function sourceReader(): Promise<typeof import('../packages/mock-servers/src/spec/read-source.js')> {
  registerHooks({
    // A source names its neighbour as the JavaScript that it becomes.
    resolve: (id, context, next) =>
      next(
        context.parentURL?.includes('/mock-servers/src/') ? id.replace(/^(\..*)\.js$/, '$1.ts') : id,
        context,
      ),
  });
  return await import(join(dir, 'src/spec/read-source.ts'));
}

/** @throws Error when somebody else's code no longer has what we mean to replace. */
function replaced(code: string, what: string, by: string): string {
  if (!code.includes(what)) throw new Error(`Nothing says ${what} any more: look at its new version`);
  return code.replaceAll(what, by);
}
