/** How a field that was written may come back, from the spec's `x-normal-forms` and `x-answered-as`. */
interface NormalForm {
  readonly forms: readonly string[];
  /** Other fields of the answer that may hold the value. */
  readonly answeredAs?: readonly string[];
}

/** The normal forms of one write schema, by field; a field without an entry comes back as it was sent. */
export type NormalForms = Readonly<Record<string, NormalForm>>;

/** What became of the fields that a write asked for. */
export interface Comparison {
  /** Fields that came back with another value. */
  readonly ignored: readonly string[];
  /** Fields that the answer does not mention at all. */
  readonly unanswered: readonly string[];
}

const AS_SENT: NormalForm = { forms: [] };
/** Forms of fields that no answer says anything of, or another value that the vendor chose. */
const SAYS_NOTHING = ['never-answered', 'vendor-chosen'];

/** Compares what a write asked for with the resource that came back. */
export function compareWritten(asked: object, came: object, forms: NormalForms): Comparison {
  const ignored: string[] = [];
  const unanswered: string[] = [];
  for (const [field, value] of Object.entries(asked)) {
    const { forms: names, answeredAs = [] } = forms[field] ?? AS_SENT;
    if (value === undefined || SAYS_NOTHING.some((form) => names.includes(form))) continue;
    const answers = [field, ...answeredAs]
      .map((name) => (came as Record<string, unknown>)[name])
      .filter((answer) => answer !== undefined);
    if (answers.length === 0) {
      // What was cleared need not be mentioned.
      if (!isEmpty(value)) unanswered.push(field);
    } else if (!answers.some((answer) => isWritten(value, answer, names))) ignored.push(field);
  }
  return { ignored, unanswered };
}

function isWritten(asked: unknown, came: unknown, forms: readonly string[]): boolean {
  if (isEmpty(asked)) return isEmpty(came);
  if (forms.includes('reference')) return refersTo(asked, came);
  if (typeof asked === 'number' && typeof came === 'number') return isTruncated(asked, came, forms);
  return covers(normalize(asked, forms), normalize(came, forms));
}

/**
 * Only what was asked may be cut: a coarse old value must not pass for a fine new one. Less than one unit is not cut either:
 * nothing would be left, and 0 means something else, such as never.
 */
function isTruncated(asked: number, came: number, forms: readonly string[]): boolean {
  const unit = forms.includes('whole-minutes') ? 60_000 : forms.includes('whole-seconds') ? 1000 : 1;
  return came === asked || (unit > 1 && asked >= unit && came === asked - (asked % unit));
}

/** Null, an empty text and an empty list all say that there is nothing. */
function isEmpty(value: unknown): boolean {
  return (
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

function normalize(value: unknown, forms: readonly string[]): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => normalize(item, forms));
    return forms.includes('unordered') ? items.sort(byText) : items;
  }
  if (typeof value !== 'string') return value;
  const text = forms.includes('trimmed') ? value.trim() : value;
  if (forms.includes('locale')) return text.replaceAll('_', '-').toLowerCase();
  return forms.includes('case') ? text.toLowerCase() : text;
}

function byText(one: unknown, other: unknown): number {
  const [a, b] = [String(one), String(other)];
  return a < b ? -1 : Number(a > b);
}

/** Whether what came holds all that was asked; an answer may say more of an object. */
function covers(asked: unknown, came: unknown): boolean {
  if (typeof asked !== 'object' || asked === null) return Object.is(asked, came) || isSameId(asked, came);
  if (typeof came !== 'object' || came === null) return false;
  if (Array.isArray(asked)) {
    return (
      Array.isArray(came) && asked.length === came.length && asked.every((item, at) => covers(item, came[at]))
    );
  }
  return Object.entries(asked).every(
    ([key, value]) => value === undefined || covers(value, (came as Record<string, unknown>)[key]),
  );
}

/** Ids of 64 bits are sent as numbers, bigints or digits, and answered as one of them. */
function isSameId(asked: unknown, came: unknown): boolean {
  const kinds = ['number', 'bigint', 'string'];
  return kinds.includes(typeof asked) && kinds.includes(typeof came) && typeof asked !== typeof came
    ? String(asked) === String(came)
    : false;
}

interface Reference {
  readonly id?: unknown;
  readonly name?: unknown;
}

/** References go by id or by name; the answer may hold the id alone, or an object with both. Their order says nothing. */
function refersTo(asked: unknown, came: unknown): boolean {
  if (Array.isArray(asked)) {
    if (!Array.isArray(came) || asked.length !== came.length) return false;
    const open = [...came];
    return asked.every((reference) => {
      const at = open.findIndex((answer) => refersTo(reference, answer));
      if (at >= 0) open.splice(at, 1);
      return at >= 0;
    });
  }
  const [wanted, answered] = [referenceOf(asked), referenceOf(came)];
  if (wanted.id !== undefined) return String(wanted.id) === String(answered.id);
  return String(wanted.name).toLowerCase() === String(answered.name).toLowerCase();
}

function referenceOf(value: unknown): Reference {
  return value !== null && typeof value === 'object' ? (value as Reference) : { id: value };
}
