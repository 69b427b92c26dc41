import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { root } from './root.ts';

const mockServers = join(root, 'packages/mock-servers');
const installed = dirname(createRequire(join(mockServers, 'package.json')).resolve('@scalar/api-reference'));

/** Scalar's page in one file, which the mock servers serve. */
export const SCALAR_BUNDLE = join(installed, 'browser/standalone.js');

/** Says what that file is made of. */
export const SCALAR_MAP = `${SCALAR_BUNDLE}.map`;

/** The licences of what it is made of, as `scripts/scalar-notices.ts` found them. */
export const SCALAR_NOTICES = join(mockServers, 'notices/scalar.txt');
