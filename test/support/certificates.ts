import { generate } from 'selfsigned';

interface Pair {
  readonly cert: string;
  readonly key: string;
}

interface Validity {
  readonly notBeforeDate?: Date;
  readonly notAfterDate?: Date;
}

interface Certificates {
  readonly ca: Pair;
  readonly server: Pair;
  readonly elsewhere: Pair;
  readonly client: Pair;
  readonly expired: Pair;
  readonly early: Pair;
  readonly selfSigned: Pair;
}

const YEAR_MS = 365 * 24 * 3600 * 1000;

/**
 * A CA of our own and what it signed: a server certificate for 127.0.0.1, one for another host, one that has expired and one
 * that is not valid yet; and a server's that is signed by itself.
 */
export async function certificates(): Promise<Certificates> {
  const sign = async (
    name: string,
    ca?: Pair,
    extensions: object[] = [],
    validity: Validity = {},
  ): Promise<Pair> => {
    const attributes = [{ name: 'commonName', value: name }];
    const signer = ca ? { ca: { cert: ca.cert, key: ca.key } } : {};
    const made = await generate(attributes, {
      keyType: 'ec',
      algorithm: 'sha256',
      extensions,
      ...signer,
      ...validity,
    } as never);
    return { cert: made.cert, key: made.private };
  };
  const ca = await sign('Rollcall test CA', undefined, [
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, digitalSignature: true, critical: true },
  ]);
  const host = (altNames: object[]) => [
    { name: 'basicConstraints', cA: false },
    { name: 'subjectAltName', altNames },
  ];
  const here = host([{ type: 7, ip: '127.0.0.1' }]);
  const now = Date.now();
  const past = { notBeforeDate: new Date(now - 2 * YEAR_MS), notAfterDate: new Date(now - YEAR_MS) };
  const future = { notBeforeDate: new Date(now + YEAR_MS), notAfterDate: new Date(now + 2 * YEAR_MS) };
  return {
    ca,
    server: await sign('127.0.0.1', ca, here),
    expired: await sign('127.0.0.1', ca, here, past),
    early: await sign('127.0.0.1', ca, here, future),
    selfSigned: await sign('127.0.0.1', undefined, here),
    elsewhere: await sign('other.example', ca, host([{ type: 2, value: 'other.example' }])),
    client: await sign('client', ca, host([{ type: 2, value: 'client.example' }])),
  };
}
