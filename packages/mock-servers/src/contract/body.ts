/** Ten megabytes: far above what the vendors' operations send, far below what hurts the machine. */
export const DEFAULT_MAX_BODY_BYTES = 10_000_000;

/** A body is longer than the mock reads. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
  readonly maxBytes: number;

  constructor(maxBytes: number) {
    super(`The body is longer than ${maxBytes} bytes.`);
    this.maxBytes = maxBytes;
  }
}

/** Whether the request says itself that its body is longer; nothing is read. */
export function announcesMore({ headers }: Request, maxBytes: number): boolean {
  return Number(headers.get('content-length') ?? 0) > maxBytes;
}

/** @throws BodyTooLarge as soon as more than `maxBytes` have come, whatever the request announces. */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (announcesMore(request, maxBytes)) throw new BodyTooLarge(maxBytes);
  if (request.body === null) return new Uint8Array();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of request.body) {
    length += piece.byteLength;
    if (length > maxBytes) throw new BodyTooLarge(maxBytes);
    pieces.push(piece);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.byteLength;
  }
  return bytes;
}
