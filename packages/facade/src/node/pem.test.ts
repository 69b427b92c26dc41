import { beforeAll, describe, expect, it } from 'vitest';
import { certificates } from '../../../../test/support/certificates.js';
import { readTlsFiles } from './pem.js';

let pki: Awaited<ReturnType<typeof certificates>>;
beforeAll(async () => {
  pki = await certificates();
});

describe('the certificates and the key of a transport', () => {
  it('are copied, so that a caller may overwrite the key', () => {
    const given = {
      ca: [Buffer.from(pki.ca.cert)],
      cert: Buffer.from(pki.client.cert),
      key: Buffer.from(pki.client.key),
    };
    const read = readTlsFiles(given);
    for (const buffer of [given.ca, given.cert, given.key].flat()) buffer.fill(0);
    expect(read).toEqual({ ca: [pki.ca.cert], cert: [pki.client.cert], key: [pki.client.key] });
  });

  it('are read to the end of a bundle, of which OpenSSL leaves out what follows a broken one', () => {
    const broken = pki.selfSigned.cert.replace(/\n[^-]{20}/, `\n${'A'.repeat(20)}`);
    const cutOff = pki.selfSigned.cert.slice(0, 200);
    for (const wrong of [broken, cutOff]) {
      expect(() => readTlsFiles({ ca: `${pki.ca.cert}\n${wrong}\n${pki.ca.cert}` })).toThrow(
        /^ca: certificate 2 of 3 cannot be read as PEM \(ERR_OSSL_/,
      );
    }
    expect(() => readTlsFiles({ ca: `# ours\n${pki.ca.cert}\n${pki.selfSigned.cert}` })).not.toThrow();
  });
});
