import type { Connection, GeneratedFunction } from '../http/connection.js';
import { expectObject, WITH_NUMERIC_ID } from '../http/expect.js';
import type { CallOptions } from '../http/options.js';
import { checkNumericId } from '../util/check.js';

/** One record by its number, and no other; `operation` is one of QRadar's operations on a path that ends in `{id}`. */
export async function readById<Item extends object>(
  connection: Connection,
  operation: GeneratedFunction,
  id: number,
  options: CallOptions | undefined,
): Promise<Item> {
  checkNumericId('id', id);
  const read = operation as (parameters: { readonly path: { readonly id: number } }) => unknown;
  return expectObject<Item>(await connection.call(read, { path: { id } }, options), {
    ...WITH_NUMERIC_ID,
    is: id,
  });
}
