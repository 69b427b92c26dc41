import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readSpecDocument } from '../specs/spec-document.ts';
import { retireVersion } from './retire-version.ts';

const specs = mkdtempSync(join(tmpdir(), 'rollcall-retire-'));
afterAll(() => rmSync(specs, { recursive: true, force: true }));

const version = (name: string, paths: object) => {
  const document = { openapi: '3.1.0', info: { title: 'Users', version: name }, paths };
  const folder = join(specs, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'openapi.yaml'), stringify(document));
  return { folder, document };
};

describe('the version that a bump leaves', () => {
  it('becomes an overlay that gives the same document, and so does the one before it', async () => {
    const first = version('1.0', { '/users': { get: { operationId: 'listUsers', tags: ['a', 'b'] } } });
    const second = version('2.0', { '/users': { get: { operationId: 'listUsers', tags: ['b'] } } });
    const third = version('3.0', { '/v3/users': { get: { operationId: 'listUsers' } } });

    expect(await retireVersion(first.folder, second.folder)).toEqual([join(first.folder, 'overlay.yaml')]);
    expect(existsSync(join(first.folder, 'openapi.yaml'))).toBe(false);
    await retireVersion(second.folder, third.folder);

    expect(readFileSync(join(second.folder, 'overlay.yaml'), 'utf8')).toContain(
      'extends: ../3.0/openapi.yaml',
    );
    for (const { folder, document } of [first, second, third]) {
      expect(await readSpecDocument(folder)).toEqual(document);
    }
  });

  it('stays as it is when the bump goes back to an overlay', async () => {
    const newer = version('5.0', { '/users': {} });
    const older = version('4.0', {});
    await retireVersion(older.folder, newer.folder);
    expect(await retireVersion(newer.folder, older.folder)).toEqual([]);
    expect(await readSpecDocument(newer.folder)).toEqual(newer.document);
  });
});
