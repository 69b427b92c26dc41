import { describe, expect, it } from 'vitest';
import { classify } from './classify.ts';
import type { Json } from './document.ts';
import { document, field, operation, parameter, request, response } from './small-specs.test.helper.ts';

type Row = readonly [title: string, old: Json, next: Json, expected: readonly string[]];

const TEXT = { type: 'string' };
const NULLABLE = { type: ['string', 'null'] };
const one = { type: 'object', properties: { a: TEXT } };
const two = { type: 'object', properties: { a: TEXT, b: TEXT } };
const CLOSED = { type: 'string', enum: ['ON', 'OFF'] };
const open = (values: string[]) => ({ anyOf: [{ type: 'string', enum: values }, { type: 'string' }] });
const level = (values: string[]) => ({ Level: { type: 'string', enum: values } });
const levelOf = { anyOf: [{ $ref: '#/components/schemas/Level' }, TEXT] };

const fields: Row[] = [
  [
    'an optional field more in a request is a feature',
    request(one),
    request(two),
    ['feature: field `body.b` (string) is new'],
  ],
  [
    'a required field more in a request breaks',
    request(one),
    request({ ...two, required: ['b'] }),
    ['breaking: required field `body.b` (string) is new'],
  ],
  [
    'a field fewer in a request breaks',
    request(two),
    request(one),
    ['breaking: field `body.b` (string) is gone'],
  ],
  [
    'a field more in an answer is a feature',
    response(one),
    response(two),
    ['feature: field `body.b` (string) is new'],
  ],
  [
    'a required field more in an answer is a feature',
    response(one),
    response({ ...two, required: ['b'] }),
    ['feature: required field `body.b` (string) is new'],
  ],
  [
    'a field fewer in an answer breaks',
    response(two),
    response(one),
    ['breaking: field `body.b` (string) is gone'],
  ],
  [
    'a required field fewer in an answer is one difference, not two',
    response({ ...two, required: ['b'] }),
    response(one),
    ['breaking: field `body.b` (string) is gone'],
  ],
  [
    'a request field that becomes required breaks',
    request(two),
    request({ ...two, required: ['b'] }),
    ['breaking: `body.b` is now required'],
  ],
  [
    'a request field that becomes optional is a feature',
    request({ ...two, required: ['a', 'b'] }),
    request({ ...two, required: ['a'] }),
    ['feature: `body.b` is no longer required'],
  ],
  [
    'an answer field that is always there from now on is a feature',
    response(two),
    response({ ...two, required: ['b'] }),
    ['feature: `body.b` is now required'],
  ],
  [
    'an answer field that may be missing from now on breaks',
    response({ ...two, required: ['a', 'b'] }),
    response({ ...two, required: ['a'] }),
    ['breaking: `body.b` is no longer required'],
  ],
  [
    'the order of required fields means nothing',
    request({ ...two, required: ['a', 'b'] }),
    request({ ...two, required: ['b', 'a'] }),
    [],
  ],
  [
    'a field inside the items of a list is found',
    response({ type: 'array', items: one }),
    response({ type: 'array', items: two }),
    ['feature: field `body[].b` (string) is new'],
  ],
  [
    'a field called like a keyword is a field',
    response(one),
    response(field('required', TEXT, 'a')),
    ['feature: field `body.required` (string) is new'],
  ],
  [
    'a request that stops taking other fields breaks',
    request(one),
    request({ ...one, additionalProperties: false }),
    ['breaking: `body` takes no other fields any more'],
  ],
  [
    'a request that takes other fields again is a feature',
    request({ ...one, additionalProperties: false }),
    request(one),
    ['feature: `body` takes other fields too'],
  ],
  [
    'a deprecated field is a feature with a notice',
    response(one),
    response(field('a', { ...TEXT, deprecated: true, 'x-replacement': 'b' })),
    ['feature: `body.a` is deprecated; in its place: b', 'fix: words about `body.a`'],
  ],
  [
    'a field that can only be read breaks the requests that write it',
    request(one),
    request(field('a', { ...TEXT, readOnly: true })),
    ['breaking: `body.a` is now only read'],
  ],
];

const types: Row[] = [
  [
    'another type breaks a request',
    request(one),
    request(field('a', { type: 'integer' })),
    ['breaking: `body.a` is integer, no longer string'],
  ],
  [
    'another type breaks an answer',
    response(one),
    response(field('a', { type: 'integer' })),
    ['breaking: `body.a` is integer, no longer string'],
  ],
  [
    'null as well breaks an answer',
    response(one),
    response(field('a', NULLABLE)),
    ['breaking: `body.a` is string or null, no longer string'],
  ],
  [
    'null as well is a feature of a request',
    request(one),
    request(field('a', NULLABLE)),
    ['feature: `body.a` is string or null, no longer string'],
  ],
  [
    'no null any more is a feature of an answer',
    response(field('a', NULLABLE)),
    response(one),
    ['feature: `body.a` is string, no longer string or null'],
  ],
  [
    'no null any more breaks a request',
    request(field('a', NULLABLE)),
    request(one),
    ['breaking: `body.a` is string, no longer string or null'],
  ],
  [
    'fractions where integers were are a feature of a request',
    request(field('a', { type: 'integer' })),
    request(field('a', { type: 'number' })),
    ['feature: `body.a` is number, no longer integer'],
  ],
  [
    'a shape more breaks an answer',
    response(field('a', { anyOf: [TEXT, { type: 'integer' }] })),
    response(field('a', { anyOf: [TEXT, { type: 'integer' }, { type: 'boolean' }] })),
    ['breaking: `body.a` may also be (boolean)'],
  ],
  [
    'a shape more is a feature of a request',
    request(field('a', { anyOf: [TEXT, { type: 'integer' }] })),
    request(field('a', { anyOf: [TEXT, { type: 'integer' }, { type: 'boolean' }] })),
    ['feature: `body.a` may also be (boolean)'],
  ],
  [
    'a shape fewer breaks a request',
    request(field('a', { anyOf: [TEXT, { type: 'integer' }, { type: 'boolean' }] })),
    request(field('a', { anyOf: [TEXT, { type: 'integer' }] })),
    ['breaking: `body.a` may no longer be (boolean)'],
  ],
  [
    'the order of alternatives means nothing',
    response(field('a', { anyOf: [TEXT, { type: 'integer' }] })),
    response(field('a', { anyOf: [{ type: 'integer' }, TEXT] })),
    [],
  ],
  [
    'a constant of another value breaks',
    response(field('a', { const: 'x' })),
    response(field('a', { const: 'y' })),
    ['breaking: `body.a` is `y`, no longer `x`'],
  ],
  [
    'a shorter text breaks a request',
    request(field('a', { ...TEXT, maxLength: 9 })),
    request(field('a', { ...TEXT, maxLength: 5 })),
    ['breaking: maxLength of `body.a` is `5`, no longer `9`'],
  ],
  [
    'a longer text is a feature of a request',
    request(field('a', { ...TEXT, maxLength: 5 })),
    request(field('a', { ...TEXT, maxLength: 9 })),
    ['feature: maxLength of `body.a` is `9`, no longer `5`'],
  ],
  [
    'a higher minimum breaks a request',
    request(field('a', { type: 'integer', minimum: 1 })),
    request(field('a', { type: 'integer', minimum: 2 })),
    ['breaking: minimum of `body.a` is `2`, no longer `1`'],
  ],
  [
    'limits of an answer are words',
    response(field('a', { ...TEXT, maxLength: 5 })),
    response(field('a', { ...TEXT, maxLength: 9 })),
    ['fix: maxLength of `body.a` is `9`, no longer `5`'],
  ],
  [
    'a pattern breaks a request',
    request(one),
    request(field('a', { ...TEXT, pattern: '^a' })),
    ['breaking: pattern of `body.a` is `^a`, no longer not set'],
  ],
  [
    'another default breaks a request that leaves it out',
    request(field('a', { ...TEXT, default: 'x' })),
    request(field('a', { ...TEXT, default: 'y' })),
    ['breaking: the default of `body.a` is `y`, no longer `x`'],
  ],
  [
    'another format breaks',
    response(field('a', { ...TEXT, format: 'date' })),
    response(field('a', { ...TEXT, format: 'date-time' })),
    ['breaking: the format of `body.a` is `date-time`, no longer `date`'],
  ],
];

const enums: Row[] = [
  [
    'a value more is a feature of a request',
    request(CLOSED),
    request({ ...CLOSED, enum: ['OFF', 'ON', 'DIM'] }),
    ['feature: `DIM` is new in `body`'],
  ],
  [
    'a value fewer breaks a request',
    request(CLOSED),
    request({ ...CLOSED, enum: ['ON'] }),
    ['breaking: `OFF` is gone from `body`'],
  ],
  [
    'a value more in an answer is a feature',
    response(CLOSED),
    response({ ...CLOSED, enum: ['ON', 'OFF', 'DIM'] }),
    ['feature: `DIM` is new in `body`'],
  ],
  [
    'a value fewer in a closed answer breaks: code that names it no longer compiles',
    response(CLOSED),
    response({ ...CLOSED, enum: ['ON'] }),
    ['breaking: `OFF` is gone from `body`'],
  ],
  [
    'a value fewer in an open answer is a fix: any string still compiles',
    response(open(['ON', 'OFF'])),
    response(open(['ON'])),
    ['fix: `OFF` is gone from `body`'],
  ],
  ['the order of values means nothing', response(CLOSED), response({ ...CLOSED, enum: ['OFF', 'ON'] }), []],
  [
    'a request limited to values breaks',
    request(TEXT),
    request(CLOSED),
    ['breaking: `body` is limited to `ON`, `OFF`'],
  ],
  [
    'an answer limited to values is a feature',
    response(TEXT),
    response(CLOSED),
    ['feature: `body` is limited to `ON`, `OFF`'],
  ],
  [
    'an answer no longer limited to values breaks',
    response(CLOSED),
    response(TEXT),
    ['breaking: `body` is no longer limited to `ON`, `OFF`'],
  ],
  [
    'a value of a shared open enum is one line for answers and one for requests when they differ',
    document({ post: { requestBody: body(levelOf), responses: { 200: body(levelOf) } } }, level(['A', 'B'])),
    document({ post: { requestBody: body(levelOf), responses: { 200: body(levelOf) } } }, level(['A'])),
    ['breaking: `B` is gone from `Level`', 'fix: `B` is gone from `Level`'],
  ],
];

const operations: Row[] = [
  [
    'an operation more is a feature',
    document({ get: operation('a') }),
    document({ get: operation('a'), post: operation('b') }),
    ['feature: `b` is new'],
  ],
  [
    'an operation fewer breaks',
    document({ get: operation('a'), post: operation('b') }),
    document({ get: operation('a') }),
    ['breaking: `b` is gone'],
  ],
  [
    'another operationId breaks, for it is the name of the function',
    document({ get: operation('a') }),
    document({ get: operation('b') }),
    ['breaking: `a` is called `b`'],
  ],
  [
    'a path parameter of another name breaks and the operation stays the same one',
    document({ get: operation('a', [parameter('id', 'path', true)]) }, {}, '/u/{id}'),
    document({ get: operation('a', [parameter('key', 'path', true)]) }, {}, '/u/{key}'),
    [
      'breaking: path parameter `id` is gone',
      'breaking: required path parameter `key` is new',
      'feature: `a` is at `GET /u/{key}`, no longer at `GET /u/{id}`',
    ],
  ],
  [
    'another address is a feature: the function keeps its name',
    document({ get: operation('a') }),
    document({ get: operation('a') }, {}, '/v2'),
    ['feature: `a` is at `GET /v2`, no longer at `GET /u`'],
  ],
  [
    'another address breaks where customers run the servers: an old one is still there',
    { ...document({ get: operation('a') }), 'x-on-premises': true },
    { ...document({ get: operation('a') }, {}, '/v2'), 'x-on-premises': true },
    ['breaking: `a` is at `GET /v2`, no longer at `GET /u`, where older servers still have it'],
  ],
  [
    'a deprecated operation is a feature with a notice',
    document({ get: operation('a') }),
    document({ get: { ...operation('a'), deprecated: true } }),
    ['feature: `a` is deprecated'],
  ],
  [
    'an operation that is no longer deprecated is a fix',
    document({ get: { ...operation('a'), deprecated: true } }),
    document({ get: operation('a') }),
    ['fix: `a` is no longer deprecated'],
  ],
  [
    'a description is a fix',
    document({ get: operation('a') }),
    document({ get: { ...operation('a'), description: 'Other words.' } }),
    ['fix: words about `a`'],
  ],
  [
    'an example is a fix',
    response({ ...TEXT, examples: ['x'] }),
    response({ ...TEXT, examples: ['y'] }),
    ['fix: words about `body`'],
  ],
  [
    'an optional parameter more is a feature',
    document({ get: operation('a') }),
    document({ get: operation('a', [parameter('q')]) }),
    ['feature: query parameter `q` is new'],
  ],
  [
    'a required parameter more breaks',
    document({ get: operation('a') }),
    document({ get: operation('a', [parameter('q', 'query', true)]) }),
    ['breaking: required query parameter `q` is new'],
  ],
  [
    'a parameter fewer breaks',
    document({ get: operation('a', [parameter('q')]) }),
    document({ get: operation('a') }),
    ['breaking: query parameter `q` is gone'],
  ],
  [
    'a parameter that becomes required breaks',
    document({ get: operation('a', [parameter('q')]) }),
    document({ get: operation('a', [parameter('q', 'query', true)]) }),
    ['breaking: query parameter `q` is now required'],
  ],
  [
    'a parameter that becomes optional is a feature',
    document({ get: operation('a', [parameter('q', 'query', true)]) }),
    document({ get: operation('a', [parameter('q')]) }),
    ['feature: query parameter `q` is no longer required'],
  ],
  [
    'a deprecated parameter is a feature with a notice',
    document({ get: operation('a', [parameter('q')]) }),
    document({ get: operation('a', [{ ...parameter('q'), deprecated: true }]) }),
    ['feature: query parameter `q` is deprecated'],
  ],
  [
    'a value fewer of a parameter breaks',
    document({ get: operation('a', [{ ...parameter('q'), schema: CLOSED }]) }),
    document({ get: operation('a', [{ ...parameter('q'), schema: { ...CLOSED, enum: ['ON'] } }]) }),
    ['breaking: `OFF` is gone from `q`'],
  ],
  [
    'the order of parameters means nothing',
    document({ get: operation('a', [parameter('q'), parameter('r')]) }),
    document({ get: operation('a', [parameter('r'), parameter('q')]) }),
    [],
  ],
  [
    'a parameter of the path is one of each operation, so that moving it there means nothing',
    document({ get: operation('a', [parameter('q')]) }),
    document({ parameters: [parameter('q')], get: operation('a') }),
    [],
  ],
  [
    'a body that is required breaks',
    document({ post: operation('a') }),
    document({ post: { ...operation('a'), requestBody: { ...body(one), required: true } } }),
    ['breaking: `a` needs a body'],
  ],
  [
    'a body that may be sent is a feature',
    document({ post: operation('a') }),
    document({ post: { ...operation('a'), requestBody: body(one) } }),
    ['feature: `a` takes a body'],
  ],
  [
    'a body that becomes required breaks',
    request(one),
    required(request(one)),
    ['breaking: the body is now required'],
  ],
  [
    'a content type more is a feature',
    request(one),
    alsoXml(request(one)),
    ['feature: the request may also be `application/xml`'],
  ],
  [
    'a content type fewer breaks',
    alsoXml(request(one)),
    request(one),
    ['breaking: the request is no longer `application/xml`'],
  ],
];

const answers: Row[] = [
  [
    'an error status more is a feature',
    document({ get: operation('a') }),
    statuses('a', { 200: {}, 409: body(one) }),
    ['feature: status 409 is new'],
  ],
  [
    'an error status fewer is a fix',
    statuses('a', { 200: {}, 409: body(one) }),
    document({ get: operation('a') }),
    ['fix: status 409 is gone'],
  ],
  [
    'a success status fewer breaks',
    statuses('a', { 200: {}, 202: body(one) }),
    document({ get: operation('a') }),
    ['breaking: status 202 is gone'],
  ],
  [
    'a success status with a body of its own breaks',
    statuses('a', { 200: body(one) }),
    statuses('a', { 200: body(one), 202: body(two) }),
    ['breaking: status 202 is new'],
  ],
  [
    'a success status with a known body is a feature',
    statuses('a', { 200: body(one) }),
    statuses('a', { 200: body(one), 206: body(one) }),
    ['feature: status 206 is new'],
  ],
  [
    'a response header more is a feature',
    statuses('a', { 200: {} }),
    statuses('a', { 200: { headers: { ETag: { schema: TEXT } } } }),
    ['feature: the response header `ETag` is new'],
  ],
  [
    'a response header fewer breaks',
    statuses('a', { 200: { headers: { ETag: { schema: TEXT } } } }),
    statuses('a', { 200: {} }),
    ['breaking: the response header `ETag` is gone'],
  ],
];

const wholeApi: Row[] = [
  [
    'a credential more is a feature',
    secured({ T: [] }),
    secured({ T: [] }, { B: [] }),
    ['feature: `a` takes the credential `B` too'],
  ],
  [
    'a credential fewer breaks',
    secured({ T: [] }, { B: [] }),
    secured({ T: [] }),
    ['breaking: `a` no longer takes the credential `B`'],
  ],
  [
    'the order of credentials means nothing',
    secured({ T: [] }, { B: [] }),
    secured({ B: [] }, { T: [] }),
    [],
  ],
  [
    'a credential where none was needed breaks',
    secured(),
    secured({ T: [] }),
    ['breaking: `a` no longer takes the credential `none`', 'feature: `a` takes the credential `T` too'],
  ],
  [
    'a scope more breaks',
    secured({ T: ['read'] }),
    secured({ T: ['read', 'write'] }),
    ['breaking: `a` needs the scope "write" of `T`'],
  ],
  [
    'another default of the version header has a line of its own and is a feature',
    { ...document({}), 'x-api-version': { header: 'Version', default: '1', known: ['1'] } },
    { ...document({}), 'x-api-version': { header: 'Version', default: '2', known: ['1', '2'] } },
    [
      "feature: calls ask for version `2` by default, no longer `1`; `version: '1'` keeps the old one",
      'feature: version `2` is known',
    ],
  ],
  [
    'a filter operator fewer breaks',
    withFact('x-filter', { id: ['=', '<'] }),
    withFact('x-filter', { id: ['='] }),
    ['breaking: `filter.id` of `a`: `<` is gone'],
  ],
  [
    'a filter field more is a feature',
    withFact('x-filter', { id: ['='] }),
    withFact('x-filter', { id: ['='], name: ['='] }),
    ['feature: `filter.name` of `a`: `["="]` is new'],
  ],
  [
    'a note for the reader of the spec is a fix',
    withFact('x-unconfirmed', 'Perhaps.'),
    document({ get: operation('a') }),
    ['fix: words about `a`'],
  ],
];

const shared: Row[] = [
  [
    'a field of a shared schema is one line',
    document(
      {
        get: statusesOf('a', { 200: body({ $ref: '#/components/schemas/S' }) }),
        post: statusesOf('b', { 201: body({ $ref: '#/components/schemas/S' }) }),
      },
      { S: one },
    ),
    document(
      {
        get: statusesOf('a', { 200: body({ $ref: '#/components/schemas/S' }) }),
        post: statusesOf('b', { 201: body({ $ref: '#/components/schemas/S' }) }),
      },
      { S: two },
    ),
    ['feature: field `S.b` (string) is new'],
  ],
  [
    'a schema that refers to itself is compared once',
    response(
      { $ref: '#/components/schemas/T' },
      {
        T: {
          type: 'object',
          properties: { kids: { type: 'array', items: { $ref: '#/components/schemas/T' } } },
        },
      },
    ),
    response(
      { $ref: '#/components/schemas/T' },
      {
        T: {
          type: 'object',
          properties: { a: TEXT, kids: { type: 'array', items: { $ref: '#/components/schemas/T' } } },
        },
      },
    ),
    ['feature: field `T.a` (string) is new'],
  ],
  [
    'moving a schema to the shared ones means nothing',
    response(one),
    response({ $ref: '#/components/schemas/S' }, { S: one }),
    [],
  ],
  ['what no operation uses means nothing', response(one, { S: one }), response(one, { S: two }), []],
  [
    'a field behind allOf is found',
    response({ allOf: [{ $ref: '#/components/schemas/S' }] }, { S: one }),
    response({ allOf: [{ $ref: '#/components/schemas/S' }] }, { S: two }),
    ['feature: field `body.b` (string) is new'],
  ],
];

function body(schema: unknown): Json {
  return { content: { 'application/json': { schema } } };
}
function required(spec: Json): Json {
  const copy = structuredClone(spec) as { paths: { '/u': { post: { requestBody: Json } } } };
  copy.paths['/u'].post.requestBody.required = true;
  return copy as unknown as Json;
}
function alsoXml(spec: Json): Json {
  const copy = structuredClone(spec) as { paths: { '/u': { post: { requestBody: { content: Json } } } } };
  copy.paths['/u'].post.requestBody.content['application/xml'] = { schema: TEXT };
  return copy as unknown as Json;
}
function statusesOf(id: string, responses: Json): Json {
  const described = Object.entries(responses).map(([status, each]) => [
    status,
    { description: 'Said.', ...(each as Json) },
  ]);
  return { operationId: id, responses: Object.fromEntries(described) };
}
function statuses(id: string, responses: Json): Json {
  return document({ get: statusesOf(id, responses) });
}
function secured(...security: Json[]): Json {
  const securitySchemes = {
    T: { type: 'apiKey', in: 'header', name: 'T' },
    B: { type: 'http', scheme: 'basic' },
  };
  return { ...document({ get: operation('a') }), security, components: { securitySchemes } };
}
function withFact(name: string, value: unknown): Json {
  return document({ get: { ...operation('a'), [name]: value } });
}

describe('what a difference means to somebody who calls the client', () => {
  it.each([...fields, ...types, ...enums, ...operations, ...answers, ...wholeApi, ...shared])(
    '%s',
    (_title, old, next, expected) => {
      expect(classify(old, next).map(({ impact, text: said }) => `${impact}: ${said}`)).toEqual(expected);
    },
  );

  it('a spec compared with itself has no differences', () => {
    for (const [, spec] of [
      ...fields,
      ...types,
      ...enums,
      ...operations,
      ...answers,
      ...wholeApi,
      ...shared,
    ]) {
      expect(classify(spec, structuredClone(spec))).toEqual([]);
    }
  });
});
