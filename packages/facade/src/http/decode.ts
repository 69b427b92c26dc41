import type { HttpResponse } from './types.js';

/** What a document says of its own encoding, in its first bytes, which are the same in all that XML may use here. */
const XML_ENCODING = /^<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.:-]{1,40})["']/;

/**
 * The text of an answer: by the charset of its Content-Type, else by what an XML document declares, else UTF-8. Never with a
 * replacement character that was not sent.
 * @throws TypeError for bytes that are not of that encoding; RangeError for an encoding that the platform does not know.
 */
export function decodeExactly({ bytes, headers }: Pick<HttpResponse, 'bytes' | 'headers'>): string {
  const label = charsetOf(headers.get('content-type')) ?? declaredIn(bytes) ?? 'utf-8';
  return decoderOf(label).decode(bytes);
}

/** The text of an answer that only an error shows: what is no UTF-8 is read as Latin-1, whose every byte is a letter. */
export function decodeAnyhow(bytes: Uint8Array): string {
  try {
    return decoderOf('utf-8').decode(bytes);
  } catch {
    // Cut in the middle of a character, or of another encoding.
    const whole = withoutHalf(bytes);
    try {
      return decoderOf('utf-8').decode(whole);
    } catch {
      return new TextDecoder('latin1').decode(bytes);
    }
  }
}

const decoders = new Map<string, TextDecoder>();

function decoderOf(label: string): TextDecoder {
  let decoder = decoders.get(label);
  if (!decoder) {
    decoder = new TextDecoder(label, { fatal: true });
    if (decoders.size < 20) decoders.set(label, decoder); // a server may make up labels
  }
  return decoder;
}

function charsetOf(type: string | null): string | undefined {
  const match = /;\s*charset\s*=\s*"?([^\s";]{1,40})/i.exec(type ?? '');
  return match?.[1]?.toLowerCase();
}

function declaredIn(bytes: Uint8Array): string | undefined {
  if (bytes[0] !== 0x3c) return undefined; // no `<`: no document that could declare one
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 256));
  return XML_ENCODING.exec(head)?.[1]?.toLowerCase();
}

/** Without the last character where only a part of its bytes is there. */
function withoutHalf(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes.length - end < 3 && ((bytes[end - 1] as number) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, Math.max(0, end - 1));
}
