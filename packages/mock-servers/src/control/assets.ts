import { readFile } from 'node:fs/promises';
import { packageRoot } from '../package-root.js';

const assets = new URL('assets/', packageRoot);

/** A file of the folder `assets`; throws ENOENT. */
export async function readAsset(path: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(new URL(path, assets)));
}

/** Scalar's bundle: in the package a copy made by the build, in the repository the installed one. */
export async function readScalar(): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readAsset('scalar/standalone.js');
  } catch {
    const bundle = new URL('browser/standalone.js', import.meta.resolve('@scalar/api-reference'));
    return new Uint8Array(await readFile(bundle));
  }
}
