import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../root.ts';
import { readSpecDocument } from '../specs/spec-document.ts';
import { secretNames } from './secret-names.ts';
import { VENDORS } from './vendors.ts';

/** Where a spec may mark a secret, and what a client must then never show. */
const PLACES: [place: string, document: object, fields: string[], headers: string[]][] = [
  [
    'a field of a schema',
    { components: { schemas: { User: { properties: { pin: SECRET() } } } } },
    ['pin'],
    [],
  ],
  [
    'a field of a body that has no schema of its own',
    {
      paths: {
        '/a': { post: { requestBody: { content: { json: { schema: { properties: { pin: SECRET() } } } } } } },
      },
    },
    ['pin'],
    [],
  ],
  [
    'a field in a list in a part of an answer',
    {
      components: { responses: { A: { schema: { allOf: [{ items: { properties: { pin: SECRET() } } }] } } } },
    },
    ['pin'],
    [],
  ],
  [
    'a part of a path',
    { paths: { '/a/{Pin}': { parameters: [{ name: 'Pin', in: 'path', ...SECRET() }] } } },
    ['Pin'],
    [],
  ],
  ['a query', { components: { parameters: { P: { name: 'pin', in: 'query', ...SECRET() } } } }, ['pin'], []],
  [
    'a header of a request',
    { components: { parameters: { P: { name: 'X-Pin', in: 'header', ...SECRET() } } } },
    [],
    ['X-Pin'],
  ],
  [
    'a header of an answer',
    { components: { responses: { A: { headers: { 'X-Pin': SECRET() } } } } },
    [],
    ['X-Pin'],
  ],
  [
    'a key of a security scheme',
    { components: { securitySchemes: { A: { type: 'apiKey', in: 'header', name: 'X-Pin' } } } },
    [],
    ['X-Pin'],
  ],
  [
    'a cookie, which is secret without it',
    { components: { parameters: { P: { name: 'pin', in: 'cookie', ...SECRET() } } } },
    [],
    [],
  ],
];

function SECRET() {
  return { type: 'string', 'x-secret': true };
}

describe('the names of secrets', () => {
  it.each(PLACES)('are taken from %s', (_, document, fields, headers) => {
    expect(secretNames(document as Record<string, unknown>)).toEqual({ fields, headers });
  });

  it('are refused where a mark would keep nothing secret, and the error says where', () => {
    const schema = { components: { schemas: { Pin: SECRET() } } };
    expect(() => secretNames(schema)).toThrow('x-secret at components/schemas/Pin: mark the field');
  });
});

const SOUNDS_SECRET =
  /pass(?:word|code|phrase|wd)|token|secret|api_?key|cookie|credential|user_?code|csrf|private|jwt|session/i;
/** Fields that say something about a secret and are none. */
const NO_SECRET =
  /_(?:time|interval|size|length|passed|history\w*|rules?\w*)$|^(?:session|token)s?_?(?:timeout|type)$/i;

interface Property {
  readonly type?: string | readonly string[];
}

describe.each(VENDORS.map(({ name, version }) => [name, version]))(
  'the spec of %s %s',
  async (name, version) => {
    const document = await readSpecDocument(join(root, 'specs', name, version));
    const { fields, headers } = secretNames(document);
    const texts = new Set<string>();
    const visit = (value: unknown): void => {
      if (value === null || typeof value !== 'object') return;
      const {
        properties = {},
        in: where,
        name: parameter,
      } = value as {
        properties?: Record<string, Property>;
        in?: string;
        name?: string;
      };
      for (const [field, { type }] of Object.entries(properties))
        if ([type].flat().includes('string')) texts.add(field);
      if (parameter !== undefined && ['path', 'query', 'header'].includes(String(where)))
        texts.add(parameter);
      for (const inner of Object.values(value)) visit(inner);
    };
    visit(document);

    it('marks every text that sounds like a secret', () => {
      const sounding = [...texts].filter((text) => SOUNDS_SECRET.test(text) && !NO_SECRET.test(text));
      expect(sounding.filter((text) => ![...fields, ...headers].includes(text))).toEqual([]);
    });
  },
);
