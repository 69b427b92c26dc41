import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../package-root.js';
import type { Vendor } from '../vendor/vendors.js';

/** The document that each sandbox keeps to, below the folder of the specs. */
export const SPEC_FILES: Readonly<Record<Vendor, string>> = {
  qradar: 'qradar/26.0/openapi.yaml',
  iq: 'iq/v2/openapi.yaml',
  qlik: 'qlik/v1/openapi.yaml',
  'qualys-saq': 'qualys-saq/1.0/openapi.yaml',
};

/** The repository's own first, so that an edit counts without a build; then the published package's copy. */
const specFolders = ['../../specs/', 'specs/'].map((path) => new URL(path, packageRoot));

/** The path of a file of the specs; throws an Error that says where it was looked for. */
export function specPath(file: string): string {
  const candidates = specFolders.map((folder) => fileURLToPath(new URL(file, folder)));
  const found = candidates.find((path) => existsSync(path));
  if (found === undefined) throw new Error(`No ${file}: looked for ${candidates.join(' and ')}`);
  return found;
}
