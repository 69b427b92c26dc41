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

/** What belongs where a file's name is the commonest mistake, and where a key and a certificate are taken for each other. */
export function pem(file: string, kind: 'CERTIFICATE' | 'PRIVATE KEY'): Rule {
  const expected = `PEM: the text of the file, as readFileSync('${file}.pem') gives it, that begins with -----BEGIN ${kind}-----`;
  const isPem = (value: unknown) =>
    (typeof value === 'string' || value instanceof Uint8Array) &&
    new RegExp(`-----BEGIN [A-Z0-9 ]{0,20}${kind}-----`).test(String(value));
  return (value) => {
    const list: unknown[] = Array.isArray(value) ? value : [value];
    return list.length > 0 && list.every(isPem) ? undefined : expected;
  };
}

/**
 * What OpenSSL would find when the first connection is made, or pass over without a word.
 * @throws InvalidInputError that names the option and shows nothing of a key.
 */
export function checkTlsFiles({ ca, cert, key }: TlsFiles): void {
  if ((cert === undefined) !== (key === undefined)) {
    const [there, missing] = cert === undefined ? ['key', 'cert'] : ['cert', 'key'];
    throw new InvalidInputError(
      `${there} needs ${missing} beside it: a client shows its certificate and signs with its key`,
    );
  }
  for (const [name, given] of Object.entries({ ca, cert })) {
    for (const one of [given ?? []].flat()) attempt(name, () => new X509Certificate(one as string));
  }
  if (key !== undefined)
    attempt('key', () => createSecureContext({ cert: cert as string, key: key as string }));
}

function attempt(name: string, read: () => unknown): void {
  try {
    read();
  } catch (error) {
    const { code } = error as { code?: unknown };
    const hint = {
      ERR_OSSL_X509_KEY_VALUES_MISMATCH: 'it is not the key of cert',
      ERR_MISSING_PASSPHRASE: 'it is encrypted; give it as openssl pkey writes it',
    }[String(code)];
    throw new InvalidInputError(`${name} cannot be read as PEM (${String(code)})${hint ? `: ${hint}` : ''}`);
  }
}
