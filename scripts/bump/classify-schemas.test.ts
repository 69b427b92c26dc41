import { type Difference, tellsTheseDifferences } from './classify.test.helper.ts';
import type { Json } from './document.ts';
import { document, field, request, response } from './small-specs.test.helper.ts';

const TEXT = { type: 'string' };
const NULLABLE = { type: ['string', 'null'] };
const one = { type: 'object', properties: { a: TEXT } };
const two = { type: 'object', properties: { a: TEXT, b: TEXT } };
const CLOSED = { type: 'string', enum: ['ON', 'OFF'] };
const open = (values: string[]) => ({ anyOf: [{ type: 'string', enum: values }, { type: 'string' }] });
const level = (values: string[]) => ({ Level: { type: 'string', enum: values } });
const levelOf = { anyOf: [{ $ref: '#/components/schemas/Level' }, TEXT] };

const fields: Difference[] = [
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

const types: Difference[] = [
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

const enums: Difference[] = [
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

function body(schema: unknown): Json {
  return { content: { 'application/json': { schema } } };
}

tellsTheseDifferences('a difference of a field', [...fields, ...types, ...enums]);
