import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** The names that a file gives from elsewhere; `from` is the end of the module's path. */
function namesFrom(file: string, from = ''): string[] {
  const source = readFileSync(new URL(file, import.meta.url), 'utf8');
  const lists = [...source.matchAll(/^export (type )?\{([^}]*)\} from '([^']*)';/gm)];
  return lists
    .filter(([, , , module = '']) => module.endsWith(from))
    .flatMap(([, type = '', list = '']) =>
      list
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean)
        .map((name) => (type ? `type ${name}` : name)),
    )
    .sort();
}

it.each(['index.ts', 'qradar/index.ts', 'iq/index.ts', 'qlik/index.ts', 'qualys-saq/index.ts'])(
  '%s lists every name that the entry points have in common',
  (entry) => {
    const common = namesFrom('./common.ts');
    expect(common.length).toBeGreaterThan(20);
    expect(namesFrom(`./${entry}`, '/common.js')).toEqual(common);
  },
);
