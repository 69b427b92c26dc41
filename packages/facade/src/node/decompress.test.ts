import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { deflateRawSync, deflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { decodersFor, decompressed } from './decompress.js';

const INFLATED_BYTES = 2 ** 23;

it.each([
  ['deflate', deflateSync],
  ['bare deflate', deflateRawSync],
])('inflates of %s only as much as is read, so that a bomb does not fill the memory', async (_, deflate) => {
  const bomb = Readable.from([deflate(Buffer.alloc(INFLATED_BYTES))]);
  const stream = decompressed(bomb, decodersFor('deflate'));
  stream.read(0);
  await standsStill(stream);
  expect(stream.readableLength).toBeGreaterThan(0);
  expect(stream.readableLength).toBeLessThan(2 ** 18);
  let read = 0;
  for await (const piece of stream) read += (piece as Buffer).byteLength;
  expect(read).toBe(INFLATED_BYTES);
});

/** Until nothing more was decoded for many turns of the loop. */
async function standsStill(stream: Readable): Promise<void> {
  let seen = 0;
  for (let still = 0; still < 1000; still += 1) {
    await setImmediate();
    if (stream.readableLength === 0 || stream.readableLength !== seen) still = 0;
    seen = stream.readableLength;
  }
}
