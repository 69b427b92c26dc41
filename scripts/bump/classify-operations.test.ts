import { type Difference, tellsTheseDifferences } from './classify.test.helper.ts';
import type { Json } from './document.ts';
import { document, operation, parameter, request, response } from './small-specs.test.helper.ts';

const TEXT = { type: 'string' };
const one = { type: 'object', properties: { a: TEXT } };
const two = { type: 'object', properties: { a: TEXT, b: TEXT } };
const CLOSED = { type: 'string', enum: ['ON', 'OFF'] };

const operations: Difference[] = [
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

const answers: Difference[] = [
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

const wholeApi: Difference[] = [
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

const shared: Difference[] = [
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

tellsTheseDifferences('a difference of an operation, an answer or the whole API', [
  ...operations,
  ...answers,
  ...wholeApi,
  ...shared,
]);
