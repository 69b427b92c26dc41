import type { ServiceRequest } from '@rollcall/qualys-saq/sdk';
import { InvalidInputError } from '../errors.js';
import { loadedOnce } from '../util/loaded-once.js';

export type Codec = typeof import('@rollcall/qualys-saq/xml');

/** Loads the XML codec, which takes longer than the rest of this vendor's facade. Awaited by every call before it is sent. */
export const loadCodec: () => Promise<Codec> = loadedOnce(() => import('@rollcall/qualys-saq/xml'));

/**
 * The body of a call.
 * @throws InvalidInputError for a value that XML or the schema cannot hold.
 */
export async function buildRequest(request: ServiceRequest): Promise<string> {
  const { buildServiceRequest, XmlInputError } = await loadCodec();
  try {
    return buildServiceRequest(request);
  } catch (error) {
    if (error instanceof XmlInputError) throw new InvalidInputError(error.message);
    throw error;
  }
}
