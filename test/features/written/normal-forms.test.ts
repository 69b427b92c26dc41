import { normalForms as iq } from '@rollcall/iq';
import { normalForms as qlik } from '@rollcall/qlik';
import { normalForms as qradar } from '@rollcall/qradar';
import { normalForms as qualysSaq } from '@rollcall/qualys-saq';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareWritten, type NormalForms } from '../../../packages/facade/src/written/compare.js';

/** The vendors' own tables, as their specs have them: each schema that is written. */
const TABLES: [string, NormalForms][] = Object.entries({ qradar, iq, qlik, qualysSaq }).flatMap(
  ([vendor, tables]) =>
    Object.entries(tables).map(([schema, table]): [string, NormalForms] => [`${vendor} ${schema}`, table]),
);

interface Written {
  readonly asked: unknown;
  readonly came: unknown;
}

const word = fc.stringMatching(/^[a-z]{1,12}$/);
const text = fc.string({ minLength: 1 }).filter((value) => value.trim() !== '');
const pad = fc.constantFrom('', ' ', '\t', '  ');
const name = fc.record({ id: fc.nat(), name: word });
/** A reference by id or by name, and the ways in which it may come back. */
const reference = fc.tuple(name, fc.nat(4)).map(([whole, way]): Written => {
  const { id } = whole;
  const ways: Written[] = [
    { asked: { id }, came: whole },
    { asked: { id }, came: id },
    { asked: id, came: whole },
    { asked: id, came: String(id) },
    { asked: { name: whole.name.toUpperCase() }, came: whole },
  ];
  return ways[way] as Written;
});
const references = fc
  .tuple(fc.uniqueArray(name, { minLength: 1, selector: ({ id }) => id }), fc.boolean())
  .map(
    ([all, byId]): Written => ({
      asked: all.map(({ id, name: called }) => (byId ? { id } : { name: `${called}-${id}` })),
      came: all.map(({ id, name: called }) => ({ id, name: `${called}-${id}` })).reverse(),
    }),
  );

/** A good write in each form that the spec's README describes, alone or with the others of its field. */
function writtenIn(forms: readonly string[]): fc.Arbitrary<Written> {
  const has = (form: string) => forms.includes(form);
  if (has('never-answered') || has('vendor-chosen')) return fc.record({ asked: text, came: text });
  if (has('reference') && has('unordered')) return references;
  if (has('reference')) return reference;
  if (has('unordered')) return fc.uniqueArray(word).map((asked) => ({ asked, came: [...asked].reverse() }));
  const unit = has('whole-minutes') ? 60_000 : has('whole-seconds') ? 1000 : 0;
  if (unit > 0)
    return fc.integer({ min: unit, max: 2 ** 40 }).map((asked) => ({ asked, came: asked - (asked % unit) }));
  if (has('locale'))
    return fc.tuple(word, word, fc.boolean()).map(([language, region, under]) => ({
      asked: `${language}${under ? '_' : '-'}${region.toUpperCase()}`,
      came: `${language.toUpperCase()}${under ? '-' : '_'}${region}`,
    }));
  const cased = (value: string) => (has('case') ? value.toUpperCase() : value);
  const plain = has('case') ? word : text.map((value) => (has('trimmed') ? value.trim() : value));
  return fc
    .tuple(plain, pad, pad)
    .map(([value, before, after]) =>
      has('trimmed')
        ? { asked: `${before}${value}${after}`, came: cased(value) }
        : { asked: value, came: cased(value) },
    );
}

/** A whole write: every field of the table in one of its forms, under its own name or another that the spec allows. */
function goodWrite(table: NormalForms): fc.Arbitrary<{ asked: object; came: object }> {
  const fields = Object.entries(table).map(([field, { forms, answeredAs = [] }]) =>
    fc
      .tuple(fc.constantFrom(field, ...answeredAs), writtenIn(forms))
      .map(([as, written]) => ({ field, as, written })),
  );
  return fc.tuple(...fields).map((all) => ({
    asked: Object.fromEntries(all.map(({ field, written }) => [field, written.asked])),
    came: Object.fromEntries(all.map(({ as, written }) => [as, written.came])),
  }));
}

describe.each(TABLES)('a write of %s', (_, table) => {
  it('is never an alarm when all came back in a normal form', () => {
    fc.assert(
      fc.property(goodWrite(table), ({ asked, came }) => {
        expect(compareWritten(asked, came, table).ignored).toEqual([]);
      }),
    );
  });

  it('is an alarm for a field that came back as something else, whatever its forms allow', () => {
    const told = Object.entries(table).filter(
      ([, { forms }]) => !forms.includes('never-answered') && !forms.includes('vendor-chosen'),
    );
    for (const [field, { forms }] of told) {
      const isNumber = forms.some((form) => form.startsWith('whole-'));
      const isList = forms.includes('unordered');
      const other = isNumber
        ? fc.constant(0)
        : isList
          ? fc.constant([{ id: -1 }, 'odd'])
          : fc.constant('odd-one/out');
      fc.assert(
        fc.property(writtenIn(forms), other, ({ asked }, came) => {
          if (Array.isArray(asked) && asked.length === 0) return;
          expect(compareWritten({ [field]: asked }, { [field]: came }, table).ignored).toEqual([field]);
        }),
        { numRuns: 30 },
      );
    }
  });
});

it('the tables know no form that has no meaning', () => {
  const known = [
    'case',
    'trimmed',
    'locale',
    'reference',
    'unordered',
    'whole-minutes',
    'whole-seconds',
    'vendor-chosen',
    'never-answered',
  ];
  const forms = TABLES.flatMap(([, table]) => Object.values(table).flatMap((field) => field.forms));
  expect(new Set(forms)).toEqual(new Set(known));
});
