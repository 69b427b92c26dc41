import { cp, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { root } from './root.ts';
import { writeBuiltSpecs } from './specs/built-specs.ts';

const mockServers = join(root, 'packages/mock-servers');

// @rollcall/mock-servers reads the specs at run time; its tarball needs its own copy, older versions written out.
await writeBuiltSpecs(join(root, 'specs'), join(mockServers, 'specs'));

// It also serves Scalar's bundle, of which it takes nothing else: as a dependency it would bring two hundred packages.
const entry = createRequire(join(mockServers, 'package.json')).resolve('@scalar/api-reference');
const bundle = join(mockServers, 'assets/scalar');
await mkdir(bundle, { recursive: true });
await cp(join(dirname(entry), 'browser/standalone.js'), join(bundle, 'standalone.js'));
