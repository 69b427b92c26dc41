import { readFileSync } from 'node:fs';
import { packageRoot } from '../package-root.js';
import type { readDocument as fromSource, readOperations as operationsFromSource } from './read-source.js';

// Stands in the package for `read-source.ts`, whose work takes a third of a start: `scripts/bundle-mocks.ts` does it
// once, and writes down what comes of it.

export const readDocument: typeof fromSource = (vendor) => read(`${vendor}.json`);

export const readOperations: typeof operationsFromSource = (vendor) => read(`${vendor}.operations.json`);

function read(file: string) {
  return JSON.parse(readFileSync(new URL(`dist/documents/${file}`, packageRoot), 'utf8'));
}
