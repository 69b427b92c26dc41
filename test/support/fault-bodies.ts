import { gzipSync } from 'node:zlib';
import { typeOf } from './cells.js';
import type { Script } from './raw-server.js';
import { saqAnswer, saqError } from './saq-answers.js';
import { answer, breakOff, bytesOf, cut, json, xml } from './scripts.js';
import type { Vendor } from './vendors/index.js';

type Titled = readonly [title: string, script: Script];

export const HTML = '<!DOCTYPE html><title>Sign in</title>';

/** Successes that carry no answer of this vendor, each longer than may be quoted. */
export function noAnswers(vendor: Vendor): Titled[] {
  const page = HTML.padEnd(5000, ' ');
  const other = vendor.wire.media === 'xml' ? 'application/json' : 'text/xml';
  return [
    ['HTML', answer(200, page, { 'Content-Type': 'text/html; charset=utf-8' })],
    [`HTML that is said to be ${vendor.wire.media}`, answer(200, page, typeOf(vendor))],
    ['HTML without a type', answer(200, page)],
    ['plain text', answer(200, 'OK'.padEnd(5000, '!'), { 'Content-Type': 'text/plain' })],
    [`a user that is said to be ${other}`, answer(200, vendor.wire.text, { 'Content-Type': other })],
  ];
}

/** Successes of the right type that are cut, empty or of another shape than a user or a list of them. */
export function brokenSuccesses(vendor: Vendor): Titled[] {
  const type = typeOf(vendor);
  const start = vendor.wire.text.slice(0, -9);
  const unfinished = bytesOf(200, start, { ...type, 'Content-Length': vendor.wire.text.length });
  const chunk = `${start.length.toString(16)}\r\n${start}\r\n`;
  const zipped = gzipSync(vendor.wire.text);
  return [
    ['cut by its length', answer(200, start, type)],
    ['cut by the connection', breakOff(unfinished)],
    ['closed before its length', cut(unfinished)],
    [
      'cut between chunks',
      cut(Buffer.concat([bytesOf(200, '', { ...type, 'Transfer-Encoding': 'chunked' }), Buffer.from(chunk)])),
    ],
    ['cut in its gzip', answer(200, zipped.subarray(0, -12), { ...type, 'Content-Encoding': 'gzip' })],
    ['empty', answer(200, '', type)],
    ['of blanks', answer(200, '  \n', type)],
    ['a 204', answer(204)],
    ...(vendor.wire.media === 'xml' ? brokenXml : brokenJson),
  ];
}

const brokenJson: readonly Titled[] = [
  ['null', json(200, null)],
  ['a string', json(200, 'x')],
  ['a number', json(200, 7)],
  ['a list of nulls', json(200, [null])],
  ['an object without what makes a user', json(200, { message: 'ok' })],
];

const brokenXml: readonly Titled[] = [
  [
    'a document of another root',
    xml(200, '<ServiceRequest><responseCode>SUCCESS</responseCode></ServiceRequest>'),
  ],
  ['a document without responseCode', xml(200, '<ServiceResponse/>')],
  ['text instead of users', xml(200, saqAnswer('<data>x</data>'))],
  ['something else than users', xml(200, saqAnswer('<data><Tag><id>7</id></Tag></data>'))],
  [
    'a user without what makes one',
    xml(200, saqAnswer('<data><User><firstName>J</firstName></User></data>')),
  ],
];

/** Bodies that an error may have, whatever its status. */
export function errorBodies(vendor: Vendor): (readonly [title: string, (status: number) => Script])[] {
  const type = typeOf(vendor);
  const half = vendor.wire.text.slice(0, 14);
  return [
    ['a JSON', (status) => json(status, { message: 'no', code: 12, description: 'not today' })],
    ['an XML', (status) => xml(status, saqError('INVALID_REQUEST', 'no', 'not today'))],
    ['an HTML', (status) => answer(status, HTML, { 'Content-Type': 'text/html' })],
    ['an empty', (status) => answer(status)],
    ['a JSON null', (status) => json(status, null)],
    ['a cut', (status) => breakOff(bytesOf(status, half, { ...type, 'Content-Length': 900 }))],
    ['an unfinished', (status) => answer(status, half, type)],
  ];
}
