import { pipeline, type Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';

const DECODERS = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: inflate,
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

/** RFC 9110 means zlib's format; some servers send the bare one, whose first byte cannot be zlib's (RFC 1950: 8 below). */
function inflate(): Transform {
  let inner: Transform | undefined;
  const outer = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (!inner) {
        inner = ((chunk[0] ?? 0) & 0x0f) === 0x08 ? createInflate() : createInflateRaw();
        inner.on('data', (data) => outer.push(data));
        inner.on('error', (error) => outer.destroy(error));
      }
      inner.write(chunk, done);
    },
    flush(done) {
      if (!inner) return done();
      inner.on('end', () => done());
      inner.end();
    },
    destroy(error, done) {
      inner?.destroy();
      done(error);
    },
  });
  return outer;
}

/** Undoes `Content-Encoding` while the body streams, so that the cap on its size stops a bomb early. */
export function decompressed(body: Readable, decoders: Decoders): Readable {
  // The callback only keeps a failure from being thrown into the void: whoever reads the result is told of it.
  return decoders.reduce<Readable>((stream, create) => pipeline(stream, create(), () => {}), body);
}
