import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject, type Json, parseJson } from './json.js';

const DEPTH = 40;
const parse = (text: string) => parseJson(text, DEPTH);

/** True where two names of one object differ by case alone. */
function hasTwins(value: Json): boolean {
  if (Array.isArray(value)) return value.some(hasTwins);
  if (!isObject(value)) return false;
  const names = Object.keys(value).map((name) => name.toLowerCase());
  return new Set(names).size < names.length || Object.values(value).some(hasTwins);
}

const values = fc.jsonValue({ maxDepth: 5 }) as fc.Arbitrary<Json>;

describe('a body of JSON', () => {
  it('is read as it is, unless a name comes twice in one object', () => {
    const keys = fc.constantFrom('a', 'A', 'b', 'value', 'VALUE', 'c":', '\\', '{', '__proto__');
    const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        values,
        fc.dictionary(keys, tie('tree'), { maxKeys: 4 }),
        fc.array(tie('tree'), { maxLength: 3 }),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.constantFrom(0, 1, 2), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        if (hasTwins(value)) expect(() => parse(text)).toThrow('twice in one object');
        else expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('is refused wherever the same name comes again, however it is written', () => {
    fc.assert(
      fc.property(fc.string(), values, values, (name, one, other) => {
        const key = JSON.stringify(name);
        const escaped = `"${Array.from({ length: name.length }, (_, at) => `\\u${name.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`;
        const pairs = `${key} : ${JSON.stringify(one)} , ${escaped}:${JSON.stringify(other)}`;
        fc.pre(!hasTwins(one) && !hasTwins(other));
        expect(() => parse(`{${pairs}}`)).toThrow('twice in one object');
        expect(() => parse(`[{"Operations":[{${pairs}}]}]`)).toThrow('twice in one object');
      }),
    );
  });

  it('is refused by its depth before anything recurses, and when it is no JSON', () => {
    expect(() => parse('['.repeat(100_000))).toThrow(`more than ${DEPTH} levels`);
    for (const text of ['', '{"a":1,"a"', '"', '"\\', '{a:1}', 'NaN'])
      expect(() => parse(text)).toThrow('not JSON');
  });
});
