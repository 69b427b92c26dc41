import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MORE } from '../measure/bench/scim/cases/more.js';
import { READING } from '../measure/bench/scim/cases/reading.js';
import { WRITING } from '../measure/bench/scim/cases/writing.js';
import { CONFORMANCE, type TestName } from './conformance.test.helper.js';

const CASES = 66;
/** How a describe begins that runs its tests on each system, or on each that has what they need. */
const ON_EACH = /^describe\.each\((?:VENDORS\b|GROUPINGS\))/;

/** The describe in which a test stands, from its first letter; undefined: there is no such test. */
function describeOf([file, title]: TestName): string | undefined {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  const quoted = [`'${title}'`, `"${title}"`].map((each) => text.indexOf(each)).filter((at) => at >= 0);
  const [at] = quoted;
  if (at === undefined || !/\bit(?:\.each\([\s\S]*\))?\(\s*$/.test(text.slice(0, at))) return undefined;
  return text.slice(text.lastIndexOf('\ndescribe', at) + 1, at);
}

describe('the conformance cases', () => {
  it('are all here, once each', () => {
    const numbers = CONFORMANCE.map(({ number }) => number);
    expect(numbers).toEqual(Array.from({ length: CASES }, (_, at) => at + 1));
  });

  it.each(CONFORMANCE)(
    '$number, $what, are shown by tests, on every system or with a reason',
    ({ shownBy, onceBecause }) => {
      expect(shownBy).not.toEqual([]);
      for (const test of shownBy) {
        const group = describeOf(test);
        expect(group, test.join(': ')).toBeDefined();
        if (onceBecause === undefined) expect(group, test.join(': ')).toMatch(ON_EACH);
      }
    },
  );

  it('of the bench are among them, each under one number', () => {
    const named = CONFORMANCE.flatMap(({ bench }) => bench).sort();
    expect(named).toEqual([...READING, ...WRITING, ...MORE].map(({ title }) => title).sort());
  });
});
