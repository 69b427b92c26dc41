import { loadedOnce } from '../util/loaded-once.js';

export type Codec = typeof import('@rollcall/qualys-saq/xml');

/** Loads the XML codec, which takes longer than the rest of this vendor's facade. Awaited by every call before it is sent. */
export const loadCodec: () => Promise<Codec> = loadedOnce(() => import('@rollcall/qualys-saq/xml'));
