import type { SecretNames } from '../types.js';

/** Names that carry a secret in any system, so that the live token of another service is not shown either. */
const SECRET_WORD =
  'pass(?:word|wd|phrase)|token|secret|api[-_]?key|authorization|cookie|credential|private[-_]?key|session';
const SOUNDS_SECRET = new RegExp(`${SECRET_WORD}|^sec$`, 'i');
/** Names that hold such a word and no secret. */
const HARMLESS =
  /^(?:tokens?_?(?:type|count|id|expir\w*)|password_?polic\w*|.*(?:policy|policies|expired|expires|enabled|required|count))$/i;
/** Headers by which HTTP carries a credential; a vendor's own are marked in its spec. */
const CREDENTIAL_HEADERS = ['authorization', 'cookie', 'proxy-authorization'];

/** What a vendor's spec marks with `x-secret`: fields of bodies and addresses, and headers. */
export function secretNamesOf(fields: readonly string[], headers: readonly string[]): SecretNames {
  const lowered = fields.map((name) => name.toLowerCase());
  return {
    headers: [...CREDENTIAL_HEADERS, ...headers.map((name) => name.toLowerCase())],
    fields: new Set(lowered),
    inText: namedValue(lowered),
  };
}

/** A field that is secret in the spec, sounds like one that is, or has the name of a header that carries a credential. */
export function isSecretName(key: string, { headers, fields }: SecretNames): boolean {
  const name = key.toLowerCase();
  return soundsSecret(name) || fields.has(name) || headers.includes(name);
}

function soundsSecret(name: string): boolean {
  return name.length < 100 && SOUNDS_SECRET.test(name) && !HARMLESS.test(name);
}

/**
 * A name, what may stand between it and its value, and the value to its end or the text's: `"token": "…`, `token=…`,
 * `Authorization: Bearer …`, `<token>…`, `name="token" value="…`. Each part is bounded, so that no text takes long.
 */
function namedValue(fields: readonly string[]): RegExp {
  const words = [SECRET_WORD, ...fields.map((name) => name.replace(/[^\w]/g, '\\$&'))].join('|');
  const name = `[\\w.-]{0,40}(?:${words})[\\w.-]{0,20}|\\bsec`;
  return new RegExp(
    `((?:${name})(?:\\\\{0,3}["'])?\\s{0,20}[:=>]\\s{0,20}(?:(?:bearer|basic)\\s{1,5})?|(?:${name})["']\\s{1,20}value\\s{0,5}=\\s{0,5})` +
      `(\\\\{0,3}"(?:[^"\\\\]|\\\\(?!")[^]|\\\\")*|'[^']*|[^\\s"'<>,;&{}[\\]][^\\s"'<>,;&{}]*)`,
    'gi',
  );
}

const BLOT = '[redacted]';

/** Blots out values that stand behind a secret's name in a text that is not parsed: HTML, a cut document, a header. */
export function redactNamed(text: string, { inText }: SecretNames): string {
  return text
    .replace(inText, (whole, name: string, value: string) => {
      if (/^(?:null|true|false|\d{1,3})$/i.test(value)) return whole;
      return name + (/^\\{0,3}["']/.exec(value)?.[0] ?? '') + BLOT;
    })
    .replace(/\b(bearer|basic)\s{1,5}[\w.~+/=-]{8,}/gi, `$1 ${BLOT}`);
}
