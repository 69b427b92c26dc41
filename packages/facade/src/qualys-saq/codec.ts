type Codec = typeof import('@rollcall/qualys-saq/xml');

let loaded: Codec | undefined;

/** Loads the XML codec, which takes longer than the rest of this vendor's facade. Awaited by every call before it is sent. */
export async function loadCodec(): Promise<Codec> {
  loaded ??= await import('@rollcall/qualys-saq/xml');
  return loaded;
}

/** The codec, for what happens to an answer: a call that has one has loaded it. */
export function codec(): Codec {
  return loaded as Codec;
}
