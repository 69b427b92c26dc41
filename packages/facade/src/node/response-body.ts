import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { ChunkReader } from '../http/layers/transport.js';
import type { Bytes } from '../http/types.js';

/** How a body ended: with `error`, or well. */
type End = { readonly error?: unknown };

/** What may wait to be read before the server is asked to wait. */
const MOST_WAITING_BYTES = 2 ** 20;

/** The pieces of a body as the connection gives them, without a stream around them, which would cost more than they do. */
export class ResponseBody {
  readonly #controller: Dispatcher.DispatchController;
  #chunks: Bytes[] = [];
  #waiting = 0;
  #end: End | undefined;
  #wake: (() => void) | undefined;

  constructor(controller: Dispatcher.DispatchController) {
    this.#controller = controller;
  }

  push(chunk: Bytes): void {
    this.#chunks.push(chunk);
    this.#waiting += chunk.byteLength;
    if (this.#waiting > MOST_WAITING_BYTES) this.#controller.pause();
    this.#wake?.();
  }

  end(how: End): void {
    this.#end ??= how;
    this.#wake?.();
  }

  getReader(): ChunkReader {
    return {
      read: () => this.#read(),
      cancel: async () => this.cancel(),
    };
  }

  cancel(): void {
    if (!this.#end) this.#controller.abort(new Error('the rest of the answer is not wanted'));
  }

  /** For a decoder, which takes a stream. */
  toStream(): Readable {
    const body = this;
    return new Readable({
      read() {
        body.#read().then(
          ({ value }) => this.push(value ?? null),
          (error) => this.destroy(error),
        );
      },
      destroy(error, done) {
        body.cancel();
        done(error);
      },
    });
  }

  async #read(): Promise<{ value?: Bytes | undefined }> {
    while (this.#chunks.length === 0 && !this.#end) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const value = this.#chunks.shift();
    if (value) {
      this.#waiting -= value.byteLength;
      if (this.#chunks.length === 0 && this.#controller.paused) this.#controller.resume();
    } else if (this.#end && 'error' in this.#end) throw this.#end.error;
    return { value };
  }
}

/** Reads what a decoder makes of a body. */
export function readerOf(stream: Readable): ChunkReader {
  const chunks: AsyncIterator<Bytes> = stream[Symbol.asyncIterator]();
  return {
    read: () => chunks.next(),
    cancel: async () => void stream.on('error', () => {}).destroy(),
  };
}
