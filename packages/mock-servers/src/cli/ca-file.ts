import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file for `curl --cacert`, NODE_EXTRA_CA_CERTS and the like, which is gone when the process ends. */
export function writeCaFile(certificates: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-mock-'));
  const file = join(folder, 'ca.pem');
  writeFileSync(file, certificates.join(''));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return file;
}
