import type { OperationId, Vendor } from '../vendor/vendors.js';
import { factsOf } from './fact.js';

/** Where the document puts an operation. */
export interface Place {
  /** In capitals. */
  readonly method: string;
  /** With templates: `/users/{id}`. */
  readonly path: string;
}

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options'];

const places = new Map<Vendor, ReadonlyMap<string, Place>>();

/** By operationId, read once per process. */
export function placesOf(vendor: Vendor): ReadonlyMap<string, Place> {
  let known = places.get(vendor);
  if (known === undefined) {
    known = new Map(readPlaces(vendor));
    places.set(vendor, known);
  }
  return known;
}

function* readPlaces(vendor: Vendor): Iterable<[string, Place]> {
  for (const [path, item] of factsOf(vendor).at('paths').entries()) {
    for (const [method, { value }] of item.entries()) {
      if (!METHODS.includes(method)) continue;
      yield [(value as { operationId: string }).operationId, { method: method.toUpperCase(), path }];
    }
  }
}

/** @throws Error for an operation that the document does not have. */
export function placeOf<V extends Vendor>(vendor: V, operationId: OperationId<V>): Place {
  const place = placesOf(vendor).get(operationId);
  if (place === undefined) throw new Error(`The document of ${vendor} has no operation ${operationId}`);
  return place;
}

/** The address of an operation, its templates filled with encoded values in their order. */
export function pathOf<V extends Vendor>(
  vendor: V,
  operationId: OperationId<V>,
  ...values: readonly (string | number)[]
): string {
  let next = 0;
  return placeOf(vendor, operationId).path.replace(/\{\w+\}/g, () =>
    encodeURIComponent(String(values[next++])),
  );
}
