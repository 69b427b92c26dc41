import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { ParseOption, XmlDocument, XsdValidator } from 'libxml2-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { criteriaFields, criteriaOperatorsByField } from './gen/saq.schema.gen.js';
import type { Criteria, ServiceRequest, ServiceResponse } from './gen/saq.types.gen.js';
import {
  buildServiceRequest,
  buildServiceResponse,
  parseServiceRequest,
  parseServiceResponse,
  XmlError,
  XmlInputError,
} from './xml.js';

let schema: XmlDocument;
let validator: XsdValidator;
beforeAll(() => {
  const file = new URL('../../../specs/qualys-saq/1.0/saq.xsd', import.meta.url);
  schema = XmlDocument.fromString(readFileSync(file, 'utf8'));
  validator = XsdValidator.fromDoc(schema);
});
afterAll(() => {
  validator.dispose();
  schema.dispose();
});

function withLibxml2<T>(xml: string, use: (document: XmlDocument) => T): T {
  const document = XmlDocument.fromString(xml, { option: ParseOption.XML_PARSE_NONET });
  try {
    return use(document);
  } finally {
    document.dispose();
  }
}

// Any string at all: binary makes lone surrogates and control characters, the pieces make markup.
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '<',
      '>',
      '&',
      '"',
      "'",
      ']]>',
      '<![CDATA[',
      '<!--',
      '-->',
      '&#13;',
      '\r',
      '\n',
      '\t',
      ' ',
      'a',
      'é',
      '😀',
      '\0',
      '\uD800',
    ),
  }),
);
const ALLOWED = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;
const text = fc.oneof(fc.string({ unit: 'grapheme' }), anyText).filter((each) => ALLOWED.test(each));
const long = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
const OPTIONAL = { requiredKeys: [] as [] };
const tags = fc.array(fc.record({ id: long, name: text }, OPTIONAL), { maxLength: 3 });
const tagChanges = fc.record({ set: tags, add: tags, remove: tags }, OPTIONAL);
const names = { firstName: text, lastName: text, company: text, emailAddress: text, title: text };

const criteria: fc.Arbitrary<Criteria> = fc.constantFrom(...criteriaFields).chain((field) =>
  fc.record({
    field: fc.constant(field),
    operator: fc.constantFrom(...criteriaOperatorsByField[field]),
    value: text,
  }),
) as fc.Arbitrary<Criteria>;

const request: fc.Arbitrary<ServiceRequest> = fc.record(
  {
    filters: fc.array(criteria, { minLength: 1, maxLength: 3 }),
    preferences: fc.record({ limitResults: fc.integer({ min: 1, max: 1000 }) }, OPTIONAL),
    data: fc.array(fc.record({ id: long, ...names, tags: tagChanges }, OPTIONAL), { maxLength: 3 }),
  },
  OPTIONAL,
);

const users = fc.array(
  fc.record(
    { id: long, uuid: text, ...names, userName: text, lastScanned: text, tags },
    { requiredKeys: ['id'] },
  ),
  { maxLength: 3 },
);
const response: fc.Arbitrary<ServiceResponse> = users.chain((data) =>
  fc.record(
    {
      responseCode: text,
      responseErrorDetails: fc.record(
        {
          errorMessage: text,
          errorResolution: text,
          internalErrorCodeId: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
        },
        OPTIONAL,
      ),
      count: data.length > 0 ? fc.constant(data.length) : fc.nat(),
      hasMoreRecords: fc.boolean(),
      lastId: long,
      data: fc.constant(data),
    },
    { requiredKeys: ['responseCode', 'data'] },
  ),
);

describe('for any value', () => {
  it('a string comes back exactly, to libxml2 too, or is refused before it is sent', () => {
    fc.assert(
      fc.property(anyText, (value) => {
        const given: ServiceRequest = {
          filters: [{ field: 'company', operator: 'EQUALS', value }],
          data: [{ title: value }],
        };
        if (!ALLOWED.test(value)) {
          expect(() => buildServiceRequest(given)).toThrow(XmlInputError);
          return;
        }
        const xml = buildServiceRequest(given);
        expect(parseServiceRequest(xml)).toEqual(given);
        expect(withLibxml2(xml, (document) => document.get('//title')?.content)).toBe(value);
      }),
      { numRuns: 500 },
    );
  });

  it('a request is valid by the XSD and comes back exactly', () => {
    fc.assert(
      fc.property(request, (given) => {
        const xml = buildServiceRequest(given);
        withLibxml2(xml, (document) => validator.validate(document));
        expect(parseServiceRequest(xml)).toEqual(given);
      }),
      { numRuns: 300 },
    );
  });

  it('an answer is valid by the XSD and comes back exactly', () => {
    fc.assert(
      fc.property(response, (given) => {
        const xml = buildServiceResponse(given);
        withLibxml2(xml, (document) => validator.validate(document));
        expect(parseServiceResponse(xml)).toEqual(given);
      }),
      { numRuns: 300 },
    );
  });
});

const SAMPLE = `<ServiceRequest><!-- c --><filters>
<Criteria field='id' operator="EQUALS">1&amp;2</Criteria></filters><preferences/><data><User><id>1</id>
<firstName><![CDATA[<a>]]>b&#233;</firstName><tags><set><TagSimple><id>7</id></TagSimple></set></tags></User><User/></data></ServiceRequest>`;
const pieces = [
  '\u00A0',
  ...'<>/=&;\'"?!-[] \n\0x',
  '<!',
  '-->',
  ']]>',
  '<a>',
  '</a>',
  '</User>',
  '<User/>',
  '<![CDATA[',
  '<?x?>',
  '&#1;',
  '<!--',
  'x="1"',
  '<!DOCTYPE a>',
  '<!-- -->',
  '<![CDATA[]]>',
  '&lt;',
  '&#xe9;',
];
const mutation = fc.record({
  at: fc.nat(SAMPLE.length),
  remove: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(8) }),
  insert: fc.oneof(fc.constant(''), fc.constantFrom(...pieces)),
});

describe('for any damage to a document', () => {
  it('what libxml2 refuses is refused, and what is read is what libxml2 reads', () => {
    fc.assert(
      fc.property(fc.oneof(fc.tuple(mutation), fc.tuple(mutation, mutation)), (mutations) => {
        const xml = mutations.reduce(
          (text, { at, remove, insert }) => text.slice(0, at) + insert + text.slice(at + remove),
          SAMPLE,
        );
        let read: ServiceRequest;
        try {
          read = parseServiceRequest(xml);
        } catch (error) {
          expect(error).toBeInstanceOf(XmlError);
          return;
        }
        withLibxml2(xml, (document) => {
          expect(read.data?.map((user) => user.firstName)).toEqual(
            document.get('/ServiceRequest/data')
              ? document.find('//User').map((user) => user.get('firstName')?.content)
              : undefined,
          );
          expect(read.filters?.map((each) => each.value)).toEqual(
            document.get('//filters') ? document.find('//Criteria').map((each) => each.content) : undefined,
          );
        });
      }),
      { numRuns: 3000 },
    );
  });
});
