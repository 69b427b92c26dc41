import { pipeline, type Readable, Transform, type TransformCallback } from 'node:stream';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  type Inflate,
  type InflateRaw,
} from 'node:zlib';

const DECODERS = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: () => new EitherInflate(),
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
class EitherInflate extends Transform {
  #inner: Inflate | InflateRaw | undefined;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#inner ??= this.#start(chunk);
    this.#inner.write(chunk, done);
  }

  #start([first = 0]: Buffer): Inflate | InflateRaw {
    const inner = (first & 0x0f) === 0x08 ? createInflate() : createInflateRaw();
    // Only as much as somebody reads is inflated: a bomb would fill the memory before its first piece was counted.
    inner.on('data', (data) => {
      if (!this.push(data)) inner.pause();
    });
    inner.on('error', (error) => this.destroy(error));
    return inner;
  }

  override _read(size: number): void {
    this.#inner?.resume();
    super._read(size);
  }

  override _flush(done: TransformCallback): void {
    if (this.#inner) this.#inner.on('end', () => done()).end();
    else done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#inner?.destroy();
    done(error);
  }
}

/** Undoes `Content-Encoding` while the body streams, so that the cap on its size stops a bomb early. */
export function decompressed(body: Readable, decoders: Decoders): Readable {
  // The callback only keeps a failure from being thrown into the void: whoever reads the result is told of it.
  return decoders.reduce<Readable>((stream, create) => pipeline(stream, create(), () => {}), body);
}
