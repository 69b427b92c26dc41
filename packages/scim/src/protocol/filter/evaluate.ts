import { isObject, isUnassigned, type Json, type JsonObject } from '../json.js';
import type { AttributeRef } from '../schema/resolve.js';
import type { Comparison, Filter } from './ast.js';
import { comparable, order } from './compare.js';

/** Whether a resource fulfils a filter. */
export function matches(filter: Filter, resource: JsonObject): boolean {
  return holds(filter, (ref) => valuesAt(resource, ref));
}

/** Whether one value of a complex attribute fulfils the filter that stands in its brackets. */
export function matchesValue(filter: Filter, value: Json): boolean {
  return holds(filter, (ref) => (ref.sub ? subValues([value], ref.sub.name) : [value]));
}

/** All values that an attribute has: none, one, or many. */
export function valuesAt(resource: JsonObject, { extension, attribute, sub }: AttributeRef): Json[] {
  const holder = extension === undefined ? resource : resource[extension];
  if (!isObject(holder)) return [];
  const value = holder[attribute.name];
  if (isUnassigned(value)) return [];
  const values = Array.isArray(value) ? value : [value];
  return sub ? subValues(values, sub.name) : values;
}

const subValues = (values: readonly Json[], name: string): Json[] =>
  values.flatMap((each) => {
    const value = isObject(each) ? each[name] : undefined;
    return isUnassigned(value) ? [] : value;
  });

function holds(filter: Filter, read: (ref: AttributeRef) => Json[]): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.of.every((each) => holds(each, read));
    case 'or':
      return filter.of.some((each) => holds(each, read));
    case 'not':
      return !holds(filter.of, read);
    case 'present':
      return read(filter.attribute).some((value) => value !== '' && value !== null);
    case 'some':
      return read(filter.attribute).some((value) => matchesValue(filter.where, value));
    case 'compare':
      return compares(filter, read(filter.attribute));
  }
}

/** One of many values is enough. What is unassigned equals nothing, so `ne` holds for it. */
function compares({ attribute, operator, value }: Comparison, values: readonly Json[]): boolean {
  if (values.length === 0) return operator === 'ne';
  const definition = attribute.sub ?? attribute.attribute;
  const wanted = comparable(value, definition);
  return values.some((each) => {
    const own = comparable(each, definition);
    if (own === undefined || wanted === undefined) return operator === 'ne';
    switch (operator) {
      case 'eq':
        return own === wanted;
      case 'ne':
        return own !== wanted;
      case 'co':
        return String(own).includes(String(wanted));
      case 'sw':
        return String(own).startsWith(String(wanted));
      case 'ew':
        return String(own).endsWith(String(wanted));
      default:
        return typeof own === typeof wanted && inOrder(operator, order(own, wanted));
    }
  });
}

function inOrder(operator: 'gt' | 'ge' | 'lt' | 'le', by: number): boolean {
  if (operator === 'gt') return by > 0;
  if (operator === 'ge') return by >= 0;
  return operator === 'lt' ? by < 0 : by <= 0;
}
