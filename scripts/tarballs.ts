import { mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packAll } from './pack.ts';
import { root } from './root.ts';

// Packs what is built, for a project beside this one: npm takes a folder of tarballs as it takes names.
const out = join(root, 'tarballs');
rmSync(out, { recursive: true, force: true });
mkdirSync(out);
for (const { tarball } of packAll(out)) console.log(relative(root, tarball));
console.log(`\nIn your project: npm install ${join(out, '*.tgz')}`);
