/** What a path inside a schema leads to. */
export interface Tail {
  /** Names of the fields on the way, `[]` for the items of a list. */
  readonly fields: string[];
  /** The keyword that differs; `properties`, `items`, `anyOf` and so on when it is a whole subschema; `schema` for all. */
  readonly keyword: string;
}

const NESTING = new Set(['items', 'additionalProperties', 'not', 'contains', 'propertyNames']);
const MAPS = new Set(['properties', 'patternProperties']);
export const LISTS = new Set(['anyOf', 'oneOf', 'allOf', 'prefixItems']);

export function tailOf(path: readonly (string | number)[]): Tail {
  const fields: string[] = [];
  let keyword = 'schema';
  for (let at = 0; at < path.length; at += 1) {
    const step = String(path[at]);
    const rest = path.length - at - 1;
    keyword = step;
    if (MAPS.has(step) && rest > 0) fields.push(String(path[++at]));
    else if (step === 'items') fields.push('[]');
    else if (LISTS.has(step) && rest > 0) at += 1;
    else if (!NESTING.has(step)) break;
  }
  return { fields, keyword };
}
