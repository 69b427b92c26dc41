import { InvalidInputError } from '../../errors.js';
import type { Call, SecretNames } from '../types.js';
import { isSecretName } from './secret-fields.js';

/** What must not be shown of a call: values wherever they stand, and whatever stands behind a secret's name. */
export interface Secrets {
  readonly values: readonly string[];
  readonly names: SecretNames;
}

/** Shorter ones would blot out ordinary words: they are refused before anything is sent. */
export const SHORTEST_SECRET = 4;
/** Headers that are no secret of the caller's, whatever they say. */
const HARMLESS_HEADERS =
  /^(?:accept|accept-.*|content-.*|user-agent|version|range|if-.*|qlik-api-version|x-requested-with|host|connection|cache-control|pragma|origin|referer|traceparent|tracestate|x-(?:request|correlation|trace)(?:-id)?)$/;
const DEEPEST = 5;

/** @throws InvalidInputError for a secret that could not be blotted out of a text without its words. */
export function refuseShort(name: string, secret: string): void {
  if (secret.length >= SHORTEST_SECRET) return;
  throw new InvalidInputError(
    `${name} is shorter than four characters: nobody could keep it out of errors and logs, and no vendor takes such a secret`,
  );
}

/** What a call may hold beside its credential. */
interface Parameters {
  readonly path?: Readonly<Record<string, unknown>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
}

/**
 * The secret values in a body, so that a server that echoes them cannot put them into an error, and those in an address,
 * such as IQ's `userCode`, which would be in every error.
 */
export function secretsIn({ path, query, body }: Parameters, names: SecretNames): string[] {
  return [...inBody(body, names), ...inAddress(path, names), ...inAddress(query, names)];
}

function inBody(body: unknown, names: SecretNames, found: string[] = [], depth = 0): string[] {
  if (body === null || typeof body !== 'object' || depth > DEEPEST) return found;
  for (const [key, value] of Object.entries(body)) {
    if (typeof value === 'string') {
      if (!isSecretName(key, names)) continue;
      if (value !== '' && names.fields.has(key.toLowerCase())) refuseShort(key, value);
      found.push(value);
    } else inBody(value, names, found, depth + 1);
  }
  return found;
}

function inAddress(values: Parameters['path'], { fields }: SecretNames): string[] {
  return Object.entries(values ?? {}).flatMap(([name, value]) =>
    fields.has(name.toLowerCase()) && value !== undefined ? [value].flat().map(String) : [],
  );
}

/** Everything that must not be shown of a call: its credentials, and the secrets in its body and its address. */
export function secretsOf({ confidential: { headers, values, names } }: Call): Secrets {
  const secret = Object.keys(headers).filter(
    (name) => names.headers.includes(name) || !HARMLESS_HEADERS.test(name),
  );
  return { values: [...secret.flatMap((name) => secretsOfHeader(headers[name])), ...values], names };
}

/** What must not be shown of a header: the value, the token without its scheme, Basic's password, each cookie's value. */
function secretsOfHeader(value: string | undefined): string[] {
  if (!value) return [];
  const token = value.replace(/^(?:basic|bearer) +/i, '');
  const cookies = [...value.matchAll(/=([^;]+)/g)].map((match) => String(match[1]));
  if (!/^basic /i.test(value)) return [token, ...cookies];
  const unpadded = token.replace(/=+$/, '');
  return [unpadded, unpadded.replaceAll('+', '-').replaceAll('/', '_'), ...basicPassword(token)];
}

function basicPassword(pair: string): string[] {
  try {
    const bytes = Uint8Array.from(atob(pair), (char) => char.charCodeAt(0));
    const text = new TextDecoder().decode(bytes);
    return [text.slice(text.indexOf(':') + 1)];
  } catch {
    return []; // a caller's own header, which need not be Base64
  }
}
