import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareWritten, type NormalForms } from './compare.js';

const NOTHING = { ignored: [], unanswered: [] };

/** A value, and a normal form of it as a vendor may answer. */
const written: Record<string, fc.Arbitrary<{ asked: unknown; came: unknown }>> = {
  case: fc.emailAddress().map((asked) => ({ asked, came: asked.toUpperCase() })),
  trimmed: fc.stringMatching(/^[a-z]{1,9}$/).map((text) => ({ asked: ` ${text} `, came: text })),
  locale: fc.constantFrom('en_US', 'de_CH').map((asked) => ({ asked, came: asked.replace('_', '-') })),
  reference: fc
    .nat()
    .chain((id) =>
      fc.constantFrom<{ asked: unknown; came: unknown }>(
        { asked: { id }, came: { id, name: 'Analyst' } },
        { asked: { id }, came: id },
        { asked: id, came: { id, name: 'Analyst' } },
        { asked: { name: 'analyst' }, came: { id, name: 'Analyst' } },
      ),
    ),
  'whole-minutes': fc
    .nat()
    .map((ms) => ms + 60_000)
    .map((asked) => ({ asked, came: asked - (asked % 60_000) })),
  'whole-seconds': fc
    .nat()
    .map((ms) => ms + 1000)
    .map((asked) => ({ asked, came: asked - (asked % 1000) })),
  unordered: fc.array(fc.string()).map((asked) => ({ asked, came: [...asked].reverse() })),
};

const anyForm = fc
  .constantFrom(...Object.keys(written))
  .chain((form) =>
    (written[form] as fc.Arbitrary<object>).map((pair) => ({ form, ...pair }) as never),
  ) as fc.Arbitrary<{
  form: string;
  asked: unknown;
  came: unknown;
}>;

describe('what was asked beside what came back', () => {
  it('takes every normal form of a value for the value, also under another name', () => {
    fc.assert(
      fc.property(anyForm, fc.boolean(), ({ form, asked, came }, renamed) => {
        const forms: NormalForms = { field: { forms: [form], answeredAs: ['other'] } };
        const answer = renamed ? { other: came } : { field: came };
        expect(compareWritten({ field: asked }, answer, forms)).toEqual(NOTHING);
      }),
    );
  });

  it('names every field that holds another value, whatever the others hold', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.stringMatching(/^[a-z]{1,8}$/), { minKeys: 1 }),
        fc.nat(),
        (asked, pick) => {
          const fields = Object.keys(asked);
          const field = fields[pick % fields.length] as string;
          const came = { ...asked, [field]: `${asked[field]}-old` };
          expect(compareWritten(asked, came, {}).ignored).toEqual([field]);
        },
      ),
    );
  });

  it('tells a field that the answer leaves out from one that was ignored', () => {
    expect(compareWritten({ a: 'x', b: 'y' }, { b: 'y' }, {})).toEqual({ ignored: [], unanswered: ['a'] });
    expect(compareWritten({ a: 'x' }, { a: null }, {})).toEqual({ ignored: ['a'], unanswered: [] });
    expect(compareWritten({ a: null, b: '' }, { b: null }, {})).toEqual(NOTHING);
  });

  it('says nothing of what no answer holds', () => {
    const forms = { password: { forms: ['never-answered'] }, company: { forms: ['vendor-chosen'] } };
    expect(compareWritten({ password: 'x', company: 'abc' }, { company: 'qualys' }, forms)).toEqual(NOTHING);
  });

  it('does not take a coarse old number for a fine new one', () => {
    const forms = { inactivity_timeout: { forms: ['whole-minutes'] } };
    expect(compareWritten({ inactivity_timeout: 60_001 }, { inactivity_timeout: 60_000 }, forms)).toEqual(
      NOTHING,
    );
    expect(
      compareWritten({ inactivity_timeout: 60_001 }, { inactivity_timeout: 0 }, forms).ignored,
    ).toHaveLength(1);
  });

  it('does not take nothing for a value that is smaller than what a vendor cuts to', () => {
    const forms = { inactivity_timeout: { forms: ['whole-minutes'] } };
    expect(compareWritten({ inactivity_timeout: 30 }, { inactivity_timeout: 0 }, forms).ignored).toHaveLength(
      1,
    );
    expect(compareWritten({ inactivity_timeout: 30 }, { inactivity_timeout: 30 }, forms)).toEqual(NOTHING);
  });
});
