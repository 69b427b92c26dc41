import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../errors.js';
import { and, countIds, type Filter, filterText, or, where } from './filter.js';

const bob = where('name', 'eq', 'Bob');
const alice = where('name', 'eq', 'Alice');
const active = where('status', 'eq', 'active');
const disabled = where('status', 'eq', 'disabled');

describe('the filter builder', () => {
  it("builds the document's own examples", () => {
    expect(String(and(or(bob, alice), or(active, disabled)))).toBe(
      '(name eq "Bob" or name eq "Alice") and (status eq "active" or status eq "disabled")',
    );
    const ids = ['62716ab404a7bd8626af9bd6', '62716ac4c7e500e13ff5fa22'].map((id) => where('id', 'eq', id));
    expect(String(and(or(...ids), or(active, disabled)))).toBe(
      '(id eq "62716ab404a7bd8626af9bd6" or id eq "62716ac4c7e500e13ff5fa22") and (status eq "active" or status eq "disabled")',
    );
    expect(String(or(where('name', 'co', 'query'), where('email', 'co', 'query')))).toBe(
      'name co "query" or email co "query"',
    );
  });

  it('quotes a quotation mark and a backslash', () => {
    expect(String(where('name', 'eq', 'Jane "JJ" Doe'))).toBe('name eq "Jane \\"JJ\\" Doe"');
    expect(String(where('subject', 'eq', 'corp\\jane'))).toBe('subject eq "corp\\\\jane"');
  });

  it('sets parentheses only where they are needed', () => {
    expect(String(and(bob, where('email', 'co', '@corp')))).toBe('name eq "Bob" and email co "@corp"');
    expect(String(or(bob, or(alice, where('id', 'eq', '1'))))).toBe(
      'name eq "Bob" or name eq "Alice" or id eq "1"',
    );
    expect(String(or(and(bob, alice), alice))).toBe('(name eq "Bob" and name eq "Alice") or name eq "Alice"');
    expect(String(or(bob))).toBe('name eq "Bob"');
  });

  it("refuses the document's bad example, a status group on one side of an or", () => {
    const grouped = and(alice, or(active, disabled));
    // @ts-expect-error a status group applies to the whole query
    expect(() => or(bob, grouped)).toThrow(InvalidInputError);
    // @ts-expect-error the same for a bare status condition
    expect(() => or(bob, active)).toThrow(/applies to the whole query/);
  });

  it('refuses two status groups', () => {
    // @ts-expect-error one group only
    expect(() => and(active, disabled)).toThrow(/one group/);
    // @ts-expect-error one group only
    expect(() => and(and(bob, active), and(alice, disabled))).toThrow(/one group/);
  });

  it('keeps the status group of a filter that grows by and()', () => {
    const filter = and(and(or(bob, alice), active), where('email', 'co', 'corp'));
    expect(String(filter)).toBe(
      '(name eq "Bob" or name eq "Alice") and status eq "active" and email co "corp"',
    );
    expect(filter.kind).toBe('scoped');
  });

  it('refuses no condition at all, a value that is no string, and half a character', () => {
    expect(() => or()).toThrow(InvalidInputError);
    expect(() => and()).toThrow(InvalidInputError);
    expect(() => where('name', 'eq', undefined as unknown as string)).toThrow(InvalidInputError);
    expect(() => where('name', 'eq', '\ud83d')).toThrow(InvalidInputError);
  });

  it('counts ids, in texts outside of quotes only', () => {
    const ids = Array.from({ length: 7 }, (_, index) => where('id', 'eq', String(index)));
    const filter = and(or(...ids, where('name', 'eq', 'id eq "x"')), active);
    expect(countIds(filter)).toBe(7);
    expect(countIds(String(filter))).toBe(7);
    expect(countIds(`ID EQ 'a' or clientId eq "id eq" or (id eq 'it\\'s id eq')`)).toBe(2);
  });

  it('takes a text as it is, and refuses a blank one, which would match everybody', () => {
    expect(filterText('name sw "B"')).toBe('name sw "B"');
    expect(() => filterText('  ')).toThrow(InvalidInputError);
    expect(() => filterText(undefined)).toThrow(InvalidInputError);
  });
});

type Tree = { word: 'and' | 'or'; parts: Tree[] } | { field: string; operator: string; value: string };

/** A reader of the grammar for these tests, by the document: strings as in JSON, and binds tighter than or. */
function parse(text: string): Tree {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[()]|[^\s()"]+/gs) ?? [];
  const take = () => tokens.shift() as string;
  const chain = (word: 'and' | 'or', part: () => Tree): Tree => {
    const parts = [part()];
    while (tokens[0] === word) {
      take();
      parts.push(part());
    }
    return parts.length === 1 ? (parts[0] as Tree) : { word, parts };
  };
  const primary = (): Tree => {
    if (tokens[0] !== '(') return { field: take(), operator: take(), value: JSON.parse(take()) };
    take();
    const inner = either();
    expect(take()).toBe(')');
    return inner;
  };
  const either = (): Tree => chain('or', () => chain('and', primary));
  const tree = either();
  expect(tokens).toEqual([]);
  return tree;
}

/** Every value holds or not by its length, so that two readings of one filter can be compared. */
function holds(tree: Tree): boolean {
  if ('value' in tree) return tree.value.length % 2 === 0;
  return tree.word === 'and' ? tree.parts.every(holds) : tree.parts.some(holds);
}

interface Built {
  filter: Filter<'plain'>;
  truth: boolean;
}

const leaf: fc.Arbitrary<Built> = fc
  .tuple(
    fc.constantFrom('name', 'email', 'subject'),
    fc.constantFrom('eq', 'co'),
    fc.string({ unit: 'binary' }),
  )
  .map(([field, operator, value]) => ({
    filter: where(field as 'name', operator as 'eq', value),
    truth: value.length % 2 === 0,
  }));

const { built } = fc.letrec<{ built: Built }>((tie) => ({
  built: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc
      .tuple(fc.boolean(), fc.array(tie('built') as fc.Arbitrary<Built>, { minLength: 1, maxLength: 4 }))
      .map(([all, parts]): Built => {
        const filters = parts.map(({ filter }) => filter);
        return {
          filter: all ? and(...filters) : or(...filters),
          truth: all ? parts.every(({ truth }) => truth) : parts.some(({ truth }) => truth),
        };
      }),
  ),
}));

describe('any filter that can be built', () => {
  it('gives back every value exactly when it is read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(parse(String(where('name', 'eq', value)))).toEqual({ field: 'name', operator: 'eq', value });
      }),
      { numRuns: 1000 },
    );
  });

  it('means what it was built to mean, whatever the nesting', () => {
    fc.assert(
      fc.property(built, ({ filter, truth }) => {
        expect(holds(parse(String(filter)))).toBe(truth);
      }),
      { numRuns: 500 },
    );
  });

  it('has its status group as one operand of the outermost and', () => {
    const statuses = fc.array(fc.constantFrom('active', 'disabled', 'invited'), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(built, statuses, fc.boolean(), ({ filter }, names, first) => {
        const group = or(...names.map((name) => where('status', 'eq', name)));
        const tree = parse(String(first ? and(group, filter) : and(filter, group)));
        expect('parts' in tree && tree.word).toBe('and');
        const parts = 'parts' in tree ? tree.parts : [];
        const groups = parts.filter((part) => fieldsOf(part).includes('status'));
        expect(groups).toHaveLength(1);
        expect(new Set(groups.flatMap(fieldsOf))).toEqual(new Set(['status']));
      }),
    );
  });
});

function fieldsOf(tree: Tree): string[] {
  return 'parts' in tree ? tree.parts.flatMap(fieldsOf) : [tree.field];
}
