import { X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { InvalidInputError } from '../errors.js';
import type { Rule } from '../util/check-options.js';

export type Pem = string | Buffer | readonly (string | Buffer)[];

interface TlsFiles {
  readonly ca?: Pem | undefined;
  readonly cert?: Pem | undefined;
  readonly key?: Pem | undefined;
}

/** The same as texts of our own, which a caller who overwrites a buffer does not change. */
export interface TlsTexts {
  readonly ca?: string[];
  readonly cert?: string[];
  readonly key?: string[];
}

/** What belongs where a file's name is the commonest mistake, and where a key and a certificate are taken for each other. */
export function pem(file: string, kind: 'CERTIFICATE' | 'PRIVATE KEY'): Rule {
  const expected = `PEM: the text of the file, as readFileSync('${file}.pem') gives it, that begins with -----BEGIN ${kind}-----`;
  const isPem = (value: unknown) =>
    (typeof value === 'string' || ArrayBuffer.isView(value)) &&
    new RegExp(`-----BEGIN [A-Z0-9 ]{0,20}${kind}-----`).test(textOf(value));
  return (value) => {
    const list: unknown[] = Array.isArray(value) ? value : [value];
    return list.length > 0 && list.every(isPem) ? undefined : expected;
  };
}

function textOf(one: string | ArrayBufferView): string {
  if (typeof one === 'string') return one;
  return Buffer.from(one.buffer, one.byteOffset, one.byteLength).toString();
}

/**
 * Reads what OpenSSL would read when the first connection is made, and finds what it would find then or pass over without
 * a word: of a bundle, everything after a certificate that is broken.
 * @throws InvalidInputError that names the option and shows nothing of a key.
 */
export function readTlsFiles({ ca, cert, key }: TlsFiles): TlsTexts {
  if ((cert === undefined) !== (key === undefined)) {
    const [there, missing] = cert === undefined ? ['key', 'cert'] : ['cert', 'key'];
    throw new InvalidInputError(
      `${there} needs ${missing} beside it: a client shows its certificate and signs with its key`,
    );
  }
  const texts: TlsTexts = {
    ...(ca === undefined ? {} : { ca: textsOf(ca) }),
    ...(cert === undefined ? {} : { cert: textsOf(cert) }),
    ...(key === undefined ? {} : { key: textsOf(key) }),
  };
  for (const name of ['ca', 'cert'] as const) checkCertificates(name, texts[name] ?? []);
  if (texts.key) attempt('key', () => createSecureContext({ cert: texts.cert ?? [], key: texts.key ?? [] }));
  return texts;
}

function textsOf(given: Pem): string[] {
  return [given].flat().map(textOf);
}

function checkCertificates(name: string, texts: readonly string[]): void {
  const all = texts
    .flatMap((text) => text.split(/(?=-----BEGIN )/))
    .filter((block) => /^-----BEGIN [A-Z0-9 ]{0,20}CERTIFICATE-----/.test(block));
  for (const [at, one] of all.entries()) {
    const which = all.length === 1 ? name : `${name}: certificate ${at + 1} of ${all.length}`;
    attempt(which, () => new X509Certificate(one));
  }
}

function attempt(what: string, read: () => unknown): void {
  try {
    read();
  } catch (error) {
    const { code } = error as { code?: unknown };
    const hint = {
      ERR_OSSL_X509_KEY_VALUES_MISMATCH: 'it is not the key of cert',
      ERR_MISSING_PASSPHRASE: 'it is encrypted; give it as openssl pkey writes it',
    }[String(code)];
    throw new InvalidInputError(`${what} cannot be read as PEM (${String(code)})${hint ? `: ${hint}` : ''}`);
  }
}
