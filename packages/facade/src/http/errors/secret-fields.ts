/** Names that carry a secret in any system, so that the live token of another service is not shown either. */
const SECRET_WORD =
  /(?:pass(?:word|wd|phrase)|token|secret|api[-_]?key|authorization|cookie|credential|private[-_]?key|session)/i;
/** Names that hold such a word and no secret. */
const HARMLESS =
  /^(?:tokens?_?(?:type|count|id|expir\w*)|password_?polic\w*|.*(?:policy|policies|expired|expires|enabled|required|count))$/i;

export function soundsSecret(name: string): boolean {
  return name.length < 100 && (SECRET_WORD.test(name) || /^sec$/i.test(name)) && !HARMLESS.test(name);
}

const BLOT = '[redacted]';
const NAME =
  '[\\w.-]{0,40}(?:pass(?:word|wd|phrase)|token|secret|api[-_]?key|authorization|cookie|credential|private[-_]?key|session)[\\w.-]{0,20}|\\bsec';
/**
 * A name, what may stand between it and its value, and the value to its end or the text's: `"token": "…`, `token=…`,
 * `Authorization: Bearer …`, `<token>…`, `name="token" value="…`. Each part is bounded, so that no text takes long.
 */
const NAMED = new RegExp(
  `((?:${NAME})(?:\\\\{0,3}["'])?\\s{0,20}[:=>]\\s{0,20}(?:(?:bearer|basic)\\s{1,5})?|(?:${NAME})["']\\s{1,20}value\\s{0,5}=\\s{0,5})` +
    `(\\\\{0,3}"(?:[^"\\\\]|\\\\(?!")[^]|\\\\")*|'[^']*|[^\\s"'<>,;&{}[\\]][^\\s"'<>,;&{}]*)`,
  'gi',
);

/** Blots out values that stand behind a secret's name in a text that is not parsed: HTML, a cut document, a header. */
export function redactNamed(text: string): string {
  return text
    .replace(NAMED, (whole, name: string, value: string) => {
      if (/^(?:null|true|false|\d{1,3})$/i.test(value)) return whole;
      return name + (/^\\{0,3}["']/.exec(value)?.[0] ?? '') + BLOT;
    })
    .replace(/\b(bearer|basic)\s{1,5}[\w.~+/=-]{8,}/gi, `$1 ${BLOT}`);
}
