import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of this package, wherever below it this module is: in `src`, in `dist` or in a chunk of a bundle. */
export const packageRoot: URL = find(new URL('.', import.meta.url));

function find(folder: URL): URL {
  if (isOurs(new URL('package.json', folder))) return folder;
  const parent = new URL('..', folder);
  if (parent.href === folder.href) {
    throw new Error(`No package.json of @rollcall/mock-servers above ${fileURLToPath(import.meta.url)}`);
  }
  return find(parent);
}

function isOurs(manifest: URL): boolean {
  try {
    return (
      (JSON.parse(readFileSync(manifest, 'utf8')) as { name?: string }).name === '@rollcall/mock-servers'
    );
  } catch {
    return false;
  }
}
