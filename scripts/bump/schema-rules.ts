import type { Change, Impact } from './change.ts';
import type { Difference } from './differ.ts';
import { isObject, type Json } from './document.ts';
import { LISTS, type Tail, tailOf } from './schema-tail.ts';
import { code, describe, list } from './show.ts';
import { isWords } from './words.ts';

/** Who writes the value: the caller (`request`) or the vendor (`response`). */
export type Direction = 'request' | 'response';

/** One difference inside a schema. `path` begins at the schema. */
export interface SchemaDifference extends Pick<Difference, 'action' | 'before' | 'after'> {
  readonly path: readonly (string | number)[];
  readonly direction: Direction;
  /** What the schema's value is called in a sentence: a shared schema's name, a parameter, "the body". */
  readonly name: string;
  /** The schema that holds the difference, in both specs. */
  readonly parents: Readonly<Record<'old' | 'new', unknown>>;
  /** Whether the difference stands in an enumeration to which any other string may be added (an open enum). */
  readonly open: boolean;
  /** For a field: whether the spec that has it requires it. */
  readonly required: boolean;
}

export type Verdict = Pick<Change, 'impact' | 'subject' | 'text'>;

/** What a request promises less of, or an answer more of, is new; the other way round breaks. */
const byDirection = (direction: Direction, request: Impact, response: Impact): Impact =>
  direction === 'request' ? request : response;

export function judgeSchema(difference: SchemaDifference): Verdict | undefined {
  const { path } = difference;
  const tail = tailOf(path);
  const field = [difference.name, ...tail.fields].join('.').replaceAll('.[]', '[]');
  const verdict = rules[tail.keyword] ?? (isWords(tail.keyword) ? undefined : otherRule);
  if (verdict === undefined) return { impact: 'fix', subject: 'text', text: `words about \`${field}\`` };
  return verdict({ ...difference, field, tail });
}

interface Located extends SchemaDifference {
  readonly field: string;
  readonly tail: Tail;
}

type Rule = (difference: Located) => Verdict | undefined;

const rules: Record<string, Rule> = {
  properties({ action, direction, field, required, before, after }) {
    if (action === 'add') {
      const impact = direction === 'request' && required ? 'breaking' : 'feature';
      const kind = describe(after);
      return {
        impact,
        subject: 'field',
        text: `${required ? 'required ' : ''}field \`${field}\`${kind} is new`,
      };
    }
    return { impact: 'breaking', subject: 'field', text: `field \`${field}\`${describe(before)} is gone` };
  },
  required({ action, direction, field, before, after }) {
    const name = list(action === 'remove' ? before : after)
      .map((each) => `\`${field}.${each}\``)
      .join(', ');
    const text = action === 'remove' ? `${name} is no longer required` : `${name} is now required`;
    const added = byDirection(direction, 'breaking', 'feature');
    const removed = byDirection(direction, 'feature', 'breaking');
    return { impact: action === 'remove' ? removed : added, subject: 'field', text };
  },
  enum({ action, direction, field, before, after, open, parents }) {
    const [old, next] = [valuesOf(parents.old), valuesOf(parents.new)];
    if (!old || !next) {
      const text = next
        ? `\`${field}\` is limited to ${next.map(code).join(', ')}`
        : `\`${field}\` is no longer limited to ${(old ?? list(before)).map(code).join(', ')}`;
      const impact = next
        ? byDirection(direction, 'breaking', 'feature')
        : byDirection(direction, 'feature', 'breaking');
      return { impact, subject: 'enum value', text };
    }
    const gone = action === 'add' ? '' : `${list(before).map(code).join(', ')} is gone from \`${field}\``;
    const come = action === 'remove' ? '' : `${list(after).map(code).join(', ')} is new in \`${field}\``;
    const impact = gone ? byDirection(direction, 'breaking', open ? 'fix' : 'breaking') : 'feature';
    return { impact, subject: 'enum value', text: [gone, come].filter(Boolean).join(', ') };
  },
  type({ direction, field, before, after, action }) {
    const was = types(before);
    const is = types(after);
    const wider = action === 'add' || [...was].every((each) => accepts(is, each));
    const narrower = action === 'remove' || [...is].every((each) => accepts(was, each));
    const impact =
      wider && !narrower
        ? byDirection(direction, 'feature', 'breaking')
        : narrower && !wider
          ? byDirection(direction, 'breaking', 'feature')
          : 'breaking';
    const text =
      was.size > 0 && is.size > 0
        ? `\`${field}\` is ${[...is].join(' or ')}, no longer ${[...was].join(' or ')}`
        : was.size > 0
          ? `\`${field}\` may no longer be ${[...was].join(' or ')}`
          : `\`${field}\` may also be ${[...is].join(' or ')}`;
    return { impact, subject: 'type', text };
  },
  const: ({ field, before, after }) => ({
    impact: 'breaking',
    subject: 'enum value',
    text: `\`${field}\` is ${code(after)}, no longer ${code(before)}`,
  }),
  format: ({ direction, field, before, after }) => ({
    impact:
      before === undefined
        ? byDirection(direction, 'breaking', 'feature')
        : after === undefined
          ? byDirection(direction, 'feature', 'breaking')
          : 'breaking',
    subject: 'type',
    text: `the format of \`${field}\` is ${code(after)}, no longer ${code(before)}`,
  }),
  default: ({ direction, field, before, after }) => ({
    // A call that leaves the value out now does something else, without any change to the code.
    impact: byDirection(direction, before === undefined ? 'feature' : 'breaking', 'fix'),
    subject: 'limit',
    text: `the default of \`${field}\` is ${code(after)}, no longer ${code(before)}`,
  }),
  deprecated: ({ field, after, parents }) => {
    const { 'x-replacement': replacement } = (parents.new ?? {}) as Json;
    const instead = replacement ? `; in its place: ${replacement}` : '';
    return after === true
      ? { impact: 'feature', subject: 'field', text: `\`${field}\` is deprecated${instead}` }
      : { impact: 'fix', subject: 'field', text: `\`${field}\` is no longer deprecated` };
  },
  additionalProperties({ direction, field, before, after, action }) {
    const closed = after === false || (action === 'remove' && before !== false);
    const impact = closed ? 'breaking' : byDirection(direction, 'feature', 'feature');
    const text = closed
      ? `\`${field}\` takes no other fields any more`
      : `\`${field}\` takes other fields too`;
    // Where nothing was said and now anything is allowed, nothing changed.
    return before === undefined && after === true ? undefined : { impact, subject: 'field', text };
  },
  items: ({ field, action, direction }) => ({
    impact: action === 'add' ? byDirection(direction, 'breaking', 'feature') : 'breaking',
    subject: 'type',
    text: `what \`${field}\` holds is ${action === 'remove' ? 'no longer said' : 'another type'}`,
  }),
  schema: ({ field, action, direction }) => ({
    impact: action === 'add' ? byDirection(direction, 'breaking', 'feature') : 'breaking',
    subject: 'type',
    text: `the type of ${field === 'the body' ? field : `\`${field}\``} is ${action === 'remove' ? 'no longer said' : 'another one'}`,
  }),
};
for (const keyword of LISTS) rules[keyword] = alternative;
for (const keyword of ['readOnly', 'writeOnly']) rules[keyword] = access;
for (const keyword of ['maxLength', 'maximum', 'exclusiveMaximum', 'maxItems', 'maxProperties'])
  rules[keyword] = bound(-1);
for (const keyword of ['minLength', 'minimum', 'exclusiveMinimum', 'minItems', 'minProperties'])
  rules[keyword] = bound(1);
for (const keyword of ['pattern', 'multipleOf', 'uniqueItems']) rules[keyword] = constraint;

function alternative({ action, direction, field, before, after }: Located): Verdict {
  const added = action === 'add';
  const impact =
    action === 'replace'
      ? 'breaking'
      : added
        ? byDirection(direction, 'feature', 'breaking')
        : byDirection(direction, 'breaking', 'feature');
  const what = describe(added ? after : before).trim() || 'another shape';
  return { impact, subject: 'type', text: `\`${field}\` may ${added ? 'also' : 'no longer'} be ${what}` };
}

function access({ direction, field, after, tail }: Located): Verdict {
  const closes = tail.keyword === (direction === 'request' ? 'readOnly' : 'writeOnly');
  const way = tail.keyword === 'readOnly' ? 'only read' : 'only written';
  return {
    impact: closes ? (after === true ? 'breaking' : 'feature') : 'fix',
    subject: 'field',
    text: `\`${field}\` is ${after === true ? 'now' : 'no longer'} ${way}`,
  };
}

/** Types do not know limits: of an answer they are words, in a request a tighter one is refused by the vendor. */
function bound(tighter: 1 | -1): Rule {
  return ({ direction, field, before, after, tail }) => {
    const tight =
      before === undefined || (after !== undefined && (Number(after) - Number(before)) * tighter > 0);
    return {
      impact: byDirection(direction, tight ? 'breaking' : 'feature', 'fix'),
      subject: 'limit',
      text: `${tail.keyword} of \`${field}\` is ${code(after)}, no longer ${code(before)}`,
    };
  };
}

function constraint({ direction, field, before, after, tail }: Located): Verdict {
  const loosened = after === undefined || after === false;
  return {
    impact: byDirection(direction, loosened ? 'feature' : 'breaking', 'fix'),
    subject: 'limit',
    text: `${tail.keyword} of \`${field}\` is ${code(after)}, no longer ${code(before)}`,
  };
}

/** A keyword without a rule: somebody has to look. */
function otherRule({ field, tail, before, after }: Located): Verdict {
  const text = `${tail.keyword} of \`${field}\` is ${code(after)}, no longer ${code(before)}`;
  return { impact: 'breaking', subject: 'type', text };
}

/** The enumeration that holds a value, or that a schema holds; the differ names its values one by one. */
function valuesOf(parent: unknown): unknown[] | undefined {
  if (Array.isArray(parent)) return parent;
  return isObject(parent) && Array.isArray(parent.enum) ? parent.enum : undefined;
}

const types = (value: unknown): Set<string> => new Set(list(value ?? []).map(String));
const accepts = (set: Set<string>, type: string): boolean =>
  set.has(type) || (type === 'integer' && set.has('number'));
