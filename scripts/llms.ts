import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { llmsText } from './llms/llms-text.ts';
import { publicPackages } from './pack.ts';
import { root } from './root.ts';

// Writes llms.txt of each published package: what a language model needs to find its way, by the convention of
// llmstxt.org, made from package.json, README.md, api.md and docs. `--check` writes nothing and fails where one is stale.
const check = process.argv.includes('--check');
let stale = 0;
for (const { dir, manifest } of publicPackages()) {
  const docs = join(dir, 'docs');
  const pages = existsSync(docs)
    ? (readdirSync(docs, { recursive: true }) as string[]).filter((page) => page.endsWith('.md')).sort()
    : [];
  const text = llmsText({
    name: manifest.name,
    description: String(manifest.description),
    readme: readFileSync(join(dir, 'README.md'), 'utf8'),
    api: readFileSync(join(dir, 'api.md'), 'utf8'),
    pages: pages.map((page) => ({ path: `docs/${page}`, text: readFileSync(join(docs, page), 'utf8') })),
  });
  const file = join(dir, 'llms.txt');
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (check) {
    stale += 1;
    console.error(
      `${relative(root, file)} is not what README.md, api.md and docs give; run \`pnpm llms\` and commit`,
    );
  } else {
    writeFileSync(file, text);
    console.log(relative(root, file));
  }
}
process.exit(stale > 0 ? 1 : 0);
