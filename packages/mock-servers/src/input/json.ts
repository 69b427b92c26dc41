/** The default limit of Jackson (StreamReadConstraints), which most servers written in Java read JSON with. */
const MAX_DEPTH = 1000;

/**
 * JSON that came over a network. Millions of brackets are a second's work for the parser and a stack's end for whatever
 * walks what it made.
 * @throws SyntaxError for what is no JSON, and for what is nested deeper than a thousand levels.
 */
export function parseJson(text: string): unknown {
  if (isTooDeep(text)) throw new SyntaxError(`nested deeper than ${MAX_DEPTH} levels`);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(withoutQuote((error as Error).message));
  }
}

/** V8 and JavaScriptCore end their sentence with a piece of the text, which may hold a password. */
function withoutQuote(message: string): string {
  return message.replace(/,?\s*(?:\.{3})?".*"(?:\.{3})?(?: is not valid JSON)?$/s, '');
}

/**
 * The bytes of a body or a file as JSON, a byte order mark passed over. Other bytes than UTF-8 would become U+FFFD, and be
 * stored as if somebody had sent that.
 * @throws SyntaxError as `parseJson`, and for bytes that are no UTF-8.
 */
export function parseJsonBytes(bytes: Uint8Array): unknown {
  return parseJson(decodeUtf8(bytes));
}

/** @throws SyntaxError for bytes that are no UTF-8. A byte order mark is passed over. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new SyntaxError('its bytes are not UTF-8', { cause });
  }
}

/** One pass over the characters: how long a pattern takes with a text of a sender's choice is hard to say. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inText = false;
  for (let i = 0; i < text.length; i += 1) {
    const sign = text[i];
    if (inText) {
      if (sign === '\\') i += 1;
      else inText = sign !== '"';
    } else if (sign === '"') inText = true;
    else if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}
