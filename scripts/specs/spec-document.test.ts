import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { root } from '../root.ts';
import { makeOverlay, printOverlay } from './make-overlay.ts';
import { applyOverlay, type Overlay, readSpecDocument } from './spec-document.ts';

const ABOUT = { info: { title: 'Users', version: '1' }, extends: '../2/openapi.yaml' };
const overlay = (...actions: Overlay['actions'][number][]): Overlay => ({
  overlay: '1.0.0',
  ...ABOUT,
  actions,
});

describe('an overlay', () => {
  it('made from two documents and read back from YAML turns one into the other, whatever they hold', async () => {
    const key = fc.oneof(
      fc.constantFrom('paths', '/users/{id}', "it's", 'x-a', 'get', '$ref', 'a.b', '200'),
      // `length` is a list's to the reader of paths: a member of that name is not found, which is refused (below).
      fc.string({ minLength: 1, maxLength: 6 }).filter((each) => !/[\\\p{C}]|__proto__|^length$/u.test(each)),
    );
    const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const { document } = fc.letrec((tie) => ({
      document: fc.dictionary(key, tie('node'), { maxKeys: 4 }).map((each) => ({ ...each })),
      node: fc.oneof({ depthSize: 'small' }, leaf, fc.array(leaf, { maxLength: 3 }), tie('document')),
    })) as { document: fc.Arbitrary<Record<string, unknown>> };
    await fc.assert(
      fc.asyncProperty(document, document, async (base, wanted) => {
        const read = parse(printOverlay(makeOverlay(base, wanted, ABOUT))) as Overlay;
        expect(await applyOverlay(base, read)).toEqual(wanted);
      }),
    );
  });

  it('leaves the document that it is applied to as it was', async () => {
    const base = { info: { version: '2' } };
    await applyOverlay(base, overlay({ target: '$.info', update: { version: '1' } }));
    expect(base).toEqual({ info: { version: '2' } });
  });

  it('is refused when it changes something that is not there, and the error says what', async () => {
    const misspelt = overlay({ target: '$.info.titel', remove: true });
    await expect(applyOverlay({ info: { title: 'Users' } }, misspelt)).rejects.toThrow('$.info.titel');
    const length = overlay({ target: '$.info.length', remove: true });
    await expect(applyOverlay({ info: { length: 1 } }, length)).rejects.toThrow('$.info.length');
  });
});

describe('IBM QRadar 21.0, an overlay on 26.0', async () => {
  const [older, newer] = await Promise.all(
    ['21.0', '26.0'].map((version) => readSpecDocument(join(root, 'specs/qradar', version))),
  );
  type Operations = Record<string, Record<string, Record<string, unknown>>>;
  const operations = (document: unknown) =>
    Object.values((document as { paths: Operations }).paths).flatMap((item) => Object.values(item));

  it('has its own number, default and example of the version', () => {
    expect(older).toMatchObject({
      info: { version: '21.0' },
      'x-api-version': { default: '21.0' },
      components: { parameters: { Version: { example: '21.0' } } },
    });
  });

  it('marks the operations of the 27 pages that IBM has for 21.0, all of which name IBM as a source', () => {
    const marked = operations(older).filter((each) => each['x-version-deprecated']);
    expect(marked).toHaveLength(27);
    expect(marked.filter((each) => !(each['x-source'] as string[]).includes('IBM'))).toEqual([]);
    expect(operations(newer).filter((each) => each['x-version-deprecated'])).toEqual([]);
  });

  it('has no dashboard in a user', () => {
    const { User, StagedUser } = (
      older as { components: { schemas: Record<string, { properties: object }> } }
    ).components.schemas as Record<'User' | 'StagedUser', { properties: object }>;
    const names = [User, StagedUser].flatMap(({ properties }) => Object.keys(properties));
    expect(names).toContain('display_theme');
    expect(names.filter((name) => name.includes('dashboard'))).toEqual([]);
  });
});
