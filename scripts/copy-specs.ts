import { cp, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

// @rollcall/mock-servers reads the specs at run time; its tarball needs its own copy.
const from = fileURLToPath(new URL('../specs', import.meta.url));
const to = fileURLToPath(new URL('../packages/mock-servers/specs', import.meta.url));
await rm(to, { recursive: true, force: true });
await cp(from, to, { recursive: true, filter: (path) => !path.endsWith('.md') });
