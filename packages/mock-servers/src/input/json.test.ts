import { describe, expect, it } from 'vitest';
import { parseJson, parseJsonBytes } from './json.js';

describe('JSON of strangers', () => {
  it('is read up to a thousand levels', () => {
    const nested = (depth: number) => `${'[{"a":'.repeat(depth / 2)}1${'}]'.repeat(depth / 2)}`;
    expect(() => parseJson(nested(1000))).not.toThrow();
    expect(() => parseJson(nested(1002))).toThrow('nested deeper than 1000 levels');
    expect(() => parseJson('[[1],[2'.repeat(2000))).toThrow('nested deeper than 1000 levels');
  });

  it.each([
    '{"password":hunter2}',
    '{"password":"hunter2" oops}',
    `{"note":"${'x'.repeat(99)}","password":hunter2}`,
  ])('is not quoted by the error that refuses it: %s', (text) => {
    expect(() => parseJson(text)).toThrow(/^(?!.*hunter2).*(?:Unexpected|Expected)/);
  });

  it('may hold any number of brackets in texts and beside each other', () => {
    const text = `${'[{'.repeat(2000)}\\"${'['.repeat(2000)}\\`;
    expect(parseJson(JSON.stringify({ [text]: text }))).toEqual({ [text]: text });
    expect(parseJson(`[${'[],'.repeat(5000)}[]]`)).toHaveLength(5001);
  });

  it('of two megabytes is looked at in a moment, whatever stands in it', () => {
    const start = performance.now();
    for (const piece of ['["\\"', '[', '"\\"', '{"a":"']) {
      expect(() => parseJson(piece.repeat(2_000_000 / piece.length))).toThrow(SyntaxError);
    }
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('is UTF-8, with or without a byte order mark, and nothing else', () => {
    const bytes = new TextEncoder().encode('\uFEFF{"a":"ü"}');
    expect(parseJsonBytes(bytes)).toEqual({ a: 'ü' });
    expect(() => parseJsonBytes(Buffer.from('{"a":"ü"}', 'latin1'))).toThrow('its bytes are not UTF-8');
  });
});
