import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { makeOverlay, printOverlay } from '../specs/make-overlay.ts';
import { OVERLAY_FILE, readSpecDocument, SPEC_FILE } from '../specs/spec-document.ts';

/**
 * Turns the document of a version that nothing is generated from any more into an overlay on the new one, so that a
 * fact of both stands once. Returns what it wrote: nothing when either is an overlay already, as after a step back.
 */
export async function retireVersion(oldFolder: string, newFolder: string): Promise<string[]> {
  const [oldFile, newFile] = [join(oldFolder, SPEC_FILE), join(newFolder, SPEC_FILE)];
  if (!existsSync(oldFile) || !existsSync(newFile)) return [];
  const [base, wanted] = [await readSpecDocument(newFolder), await readSpecDocument(oldFolder)];
  const { title, version } = wanted.info as { title: string; version: string };
  const overlay = makeOverlay(base, wanted, {
    info: { title, version },
    extends: relative(oldFolder, newFile),
  });
  const file = join(oldFolder, OVERLAY_FILE);
  writeFileSync(file, printOverlay(overlay));
  rmSync(oldFile);
  return [file];
}
