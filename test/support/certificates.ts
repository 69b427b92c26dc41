import { generate } from 'selfsigned';

export interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** A CA of our own, a server certificate that it signed for 127.0.0.1, and one that it signed for another host. */
export async function certificates(): Promise<{ ca: Pair; server: Pair; elsewhere: Pair; client: Pair }> {
  const sign = async (name: string, ca?: Pair, extensions: object[] = []): Promise<Pair> => {
    const attributes = [{ name: 'commonName', value: name }];
    const signer = ca ? { ca: { cert: ca.cert, key: ca.key } } : {};
    const made = await generate(attributes, {
      keyType: 'ec',
      algorithm: 'sha256',
      extensions,
      ...signer,
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
  return {
    ca,
    server: await sign('127.0.0.1', ca, host([{ type: 7, ip: '127.0.0.1' }])),
    elsewhere: await sign('other.example', ca, host([{ type: 2, value: 'other.example' }])),
    client: await sign('client', ca, host([{ type: 2, value: 'client.example' }])),
  };
}
