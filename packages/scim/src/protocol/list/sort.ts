import { type Comparable, comparable, order } from '../filter/compare.js';
import { valuesAt } from '../filter/evaluate.js';
import { isObject, type JsonObject } from '../json.js';
import { type AttributeRef, valueAttribute } from '../schema/resolve.js';

export interface Sort {
  by: AttributeRef;
  order: 'ascending' | 'descending';
}

/**
 * Sorts by RFC 7644 3.4.2.3: of many values the primary or first counts; what has none comes last ascending and first
 * descending. Equal ones keep their order.
 */
export function sortResources(
  resources: readonly JsonObject[],
  by: AttributeRef,
  direction: Sort['order'] = 'ascending',
): JsonObject[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return resources
    .map((resource) => ({ resource, key: keyOf(resource, by) }))
    .sort((one, other) => sign * byKey(one.key, other.key))
    .map(({ resource }) => resource);
}

function byKey(one: Comparable | undefined, other: Comparable | undefined): number {
  if (one === undefined || other === undefined)
    return Number(one === undefined) - Number(other === undefined);
  return order(one, other);
}

function keyOf(resource: JsonObject, by: AttributeRef): Comparable | undefined {
  const { attribute } = by;
  const sub = by.sub ?? valueAttribute(attribute);
  const values = valuesAt(resource, attributeOnly(by));
  const chosen = values.find((each) => isObject(each) && each.primary === true) ?? values[0];
  if (chosen === undefined) return undefined;
  if (!isObject(chosen)) return comparable(chosen, attribute);
  const value = sub && chosen[sub.name];
  return value === undefined || !sub ? undefined : comparable(value, sub);
}

const attributeOnly = ({ sub: _, ...ref }: AttributeRef): AttributeRef => ref;
