import { pipeline, type Readable } from 'node:stream';
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

/** Undoes `Content-Encoding` while the body streams, so that the cap on its size stops a bomb early. */
export function decompressed(body: Readable, contentEncoding: string | string[] | undefined): Readable {
  const names = String(contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  if (names.length > MOST_ENCODINGS) return refused(body, `Content-Encoding names ${names.length} encodings`);
  let stream = body;
  for (const name of names.reverse()) {
    if (!Object.hasOwn(DECODERS, name))
      return refused(body, 'Content-Encoding names an encoding that was not asked for');
    // The callback only keeps a failure from being thrown into the void: whoever reads the result is told of it.
    stream = pipeline(stream, DECODERS[name as keyof typeof DECODERS](), () => {});
  }
  return stream;
}

/** Closes the connection of a body that nobody will read. */
export function discard(body: Readable): void {
  body.on('error', () => {}).destroy();
}

function refused(body: Readable, why: string): never {
  discard(body);
  throw new Error(why);
}
