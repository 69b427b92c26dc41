import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

const DECODERS = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};
/** As many as any honest server stacks; each one costs a window of memory. */
const MOST_ENCODINGS = 5;

/** What we ask for with every request. */
export const ACCEPTED_ENCODINGS = 'gzip, deflate, br';

/** Makes one decoder for each of the encodings that a body has, in the order in which they are undone. */
export type Decoders = readonly (() => Transform)[];

/** @throws Error for encodings that were not asked for, or too many. */
export function decodersFor(contentEncoding: string): Decoders {
  const names = contentEncoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  if (names.length > MOST_ENCODINGS) throw new Error(`Content-Encoding names ${names.length} encodings`);
  return names.reverse().map((name) => {
    if (Object.hasOwn(DECODERS, name)) return DECODERS[name as keyof typeof DECODERS];
    throw new Error('Content-Encoding names an encoding that was not asked for');
  });
}

/** Undoes `Content-Encoding` while the body streams, so that the cap on its size stops a bomb early. */
export function decompressed(body: Readable, decoders: Decoders): Readable {
  // The callback only keeps a failure from being thrown into the void: whoever reads the result is told of it.
  return decoders.reduce<Readable>((stream, create) => pipeline(stream, create(), () => {}), body);
}
