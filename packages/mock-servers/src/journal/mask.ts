import type { SecretNames } from '../spec/secrets.js';

const MASKED = '***';
const KEPT_CHARACTERS = 4096;

export function maskHeaders(headers: Headers, secrets: SecretNames): Record<string, string> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => [name, secrets.headers.has(name.toLowerCase()) ? MASKED : value]),
  );
}

/** Path and query without the values of secret parameters; `template` is the operation's path, where there is one. */
export function maskUrl(
  { pathname, search }: URL,
  template: string | undefined,
  { fields }: SecretNames,
): string {
  const names = template?.split('/') ?? [];
  const path = pathname.split('/').map((part, at) => (fields.has(placeIn(names[at])) ? MASKED : part));
  const query = search.replace(/([?&])([^=&]*)=[^&]*/g, (all, before: string, name: string) =>
    fields.has(unescaped(name).toLowerCase()) ? `${before}${name}=${MASKED}` : all,
  );
  return path.join('/') + query;
}

/** `{userCode}` is the place of `usercode`. */
function placeIn(segment = ''): string {
  return /^\{(.+)\}$/.exec(segment)?.[1]?.toLowerCase() ?? '';
}

function unescaped(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll('+', ' '));
  } catch {
    return name;
  }
}

/** The beginning of a JSON or XML body without the values of its secret fields. */
export function maskBody(body: string, { fields }: SecretNames): string {
  const kept = body.length > KEPT_CHARACTERS ? `${body.slice(0, KEPT_CHARACTERS)}…` : body;
  return maskElements(maskMembers(kept, fields), fields);
}

/** A name with its colon, another string (maybe one that the cut has left open), a bracket, a number or a word. */
const JSON_TOKEN = /(?<name>"(?:[^"\\]|\\.)*")\s*:\s*|"(?:[^"\\]|\\.)*"?|[{}[\]]|[^\s"{}[\],:]+/gsu;

/** Goes by tokens and not by the parsed body, so that what is no whole JSON is masked all the same. */
function maskMembers(text: string, fields: ReadonlySet<string>): string {
  const parts: string[] = [];
  let copied = 0;
  let depth: number | undefined; // inside a secret value: how many brackets are open
  for (const { 0: token, index, groups } of text.matchAll(JSON_TOKEN)) {
    const end = index + token.length;
    if (depth === undefined) {
      if (groups?.name === undefined || !fields.has(nameOf(groups.name))) continue;
      parts.push(text.slice(copied, end));
      depth = 0;
    } else {
      if (token === '{' || token === '[') depth += 1;
      else if (token === '}' || token === ']') depth -= 1;
      if (depth > 0) continue;
      parts.push(`"${MASKED}"`);
      depth = undefined;
    }
    copied = end;
  }
  return parts.join('') + (depth === undefined ? text.slice(copied) : '');
}

/** A name may be written with escapes. */
function nameOf(quoted: string): string {
  try {
    return (JSON.parse(quoted) as string).toLowerCase();
  } catch {
    return quoted.slice(1, -1).toLowerCase();
  }
}

function maskElements(text: string, fields: ReadonlySet<string>): string {
  return text.replace(
    /(<(?:[\w-]+:)?([\w.-]+)[^<>]*>)((?:[^<]|<!\[CDATA\[)+)/g,
    (all, open: string, name: string) => (fields.has(name.toLowerCase()) ? `${open}${MASKED}` : all),
  );
}
