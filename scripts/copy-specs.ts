import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './root.ts';
import { SCALAR_BUNDLE } from './scalar.ts';
import { writeBuiltSpecs } from './specs/built-specs.ts';

const mockServers = join(root, 'packages/mock-servers');

// @rollcall/mock-servers reads the specs at run time; its tarball needs its own copy, older versions written out.
await writeBuiltSpecs(join(root, 'specs'), join(mockServers, 'specs'));

// It also serves Scalar's bundle, of which it takes nothing else: as a dependency it would bring two hundred packages.
const bundle = join(mockServers, 'assets/scalar');
await mkdir(bundle, { recursive: true });
await cp(SCALAR_BUNDLE, join(bundle, 'standalone.js'));
