import { InvalidInputError } from '../errors.js';

/** Refuses `mode: 'disable'` of a vendor that has no such thing, before anything is done. */
export function onlyDelete(vendor: string, mode: unknown): void {
  if (mode === undefined || mode === 'delete') return;
  throw new InvalidInputError(
    mode === 'disable'
      ? `mode 'disable': the API of ${vendor} cannot disable a user; leave mode out, which deletes`
      : `mode must be 'delete', not '${String(mode)}'`,
  );
}
