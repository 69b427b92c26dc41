import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as iq from '@rollcall/iq';
import * as qlik from '@rollcall/qlik';
import * as qradar from '@rollcall/qradar';
import * as qualysSaq from '@rollcall/qualys-saq';
import { describe, expect, it } from 'vitest';
import { readSpec, type SpecNode } from '../support/spec-document.js';
import { memberNames, propertyNames } from '../support/spec-schemas.js';

const packages: readonly { name: string; spec: string; exports: object }[] = [
  { name: 'qradar', spec: 'qradar/21.0', exports: qradar },
  { name: 'qradar', spec: 'qradar/26.0', exports: qradar },
  { name: 'iq', spec: 'iq/v2', exports: iq },
  { name: 'qlik', spec: 'qlik/v1', exports: qlik },
  { name: 'qualys-saq', spec: 'qualys-saq/1.0', exports: qualysSaq },
];
const vendors = await Promise.all(
  packages.map(async (each) => ({ ...each, document: await readSpec(each.spec) })),
);
const SECRETS = ['password', 'old_password', 'oldPassword'];

describe.each(vendors)(
  'the $spec spec and its package',
  ({ name, spec: folder, document: spec, exports }) => {
    const ids = spec.operations.map(({ id }) => id).sort();

    it('have an operationId per operation, each used once', () => {
      expect(ids).not.toContain('undefined');
      expect(new Set(ids).size).toBe(ids.length);
    });

    it('have one generated function per operation and no other', () => {
      const source = readText(`../../packages/${name}/src/gen/sdk.gen.ts`);
      const generated = [...source.matchAll(/^export const (\w+) = </gm)].map(([, id]) => id);
      expect(generated.sort()).toEqual(ids);
    });

    it('hand out each of these functions', () => {
      const handedOut = ids.filter((id) => typeof (exports as Record<string, unknown>)[id] === 'function');
      expect(handedOut).toEqual(ids);
    });

    it('have a named example for every answer with content', () => {
      const without = spec.operations.flatMap(({ id, answers }) =>
        answers
          .filter(({ mediaType, example }) => mediaType !== undefined && example?.value === undefined)
          .map(({ code, mediaType }) => `${id} ${code} ${mediaType}`),
      );
      expect(without).toEqual([]);
    });

    it('have a named example for every request body', () => {
      const without = spec.operations.filter(({ body }) => body && body.examples.length === 0);
      expect(without.map(({ id }) => id)).toEqual([]);
    });

    it('have a success and a 401 for every operation', () => {
      const without = spec.operations.filter(({ codes }) => !codes.includes('401') || !codes.some(isSuccess));
      expect(without.map(({ id }) => id)).toEqual([]);
    });

    it('read no password, neither in a schema nor in an example', () => {
      const schemas = spec.operations.flatMap(({ readSchemas }) => readSchemas);
      const names = [...propertyNames(spec, schemas), ...xsdElements(folder, schemas)];
      expect(names).not.toEqual([]);
      expect(names.filter((each) => SECRETS.includes(each))).toEqual([]);

      const answers = spec.operations.flatMap((operation) => operation.answers);
      const members = answers.flatMap(({ example }) => memberNames(example?.value));
      expect(members.filter((each) => SECRETS.includes(each))).toEqual([]);
      const texts = answers.map(({ example }) => example?.value).filter((value) => typeof value === 'string');
      expect(texts.filter((text) => SECRETS.some((secret) => text.includes(`<${secret}>`)))).toEqual([]);
    });
  },
);

const isSuccess = (code: string): boolean => /^[23]/.test(code);

/** Bodies that are XML are described by the elements of an XSD, which no answer may take a password from. */
function xsdElements(folder: string, schemas: readonly SpecNode[]): string[] {
  const files = new Set(schemas.map((schema) => (schema['x-xsd'] as { file?: string } | undefined)?.file));
  return [...files].flatMap((file) => {
    if (file === undefined) return [];
    const xsd = readText(`../../specs/${folder}/${file}`);
    return [...xsd.matchAll(/<xs:(?:element|attribute)\b[^>]*\bname="([^"]+)"/g)].map(
      ([, each]) => each as string,
    );
  });
}

function readText(relativePath: string): string {
  return readFileSync(fileURLToPath(new URL(relativePath, import.meta.url)), 'utf8');
}
