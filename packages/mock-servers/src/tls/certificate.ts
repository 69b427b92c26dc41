import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import * as x509 from '@peculiar/asn1-x509';

/** What a server presents, and what its clients have to trust, all as PEM. */
export interface ServerCertificate {
  cert: string;
  key: string;
  /** The certificate of the CA that signed `cert`. The CA's key is forgotten after that. */
  ca: string;
}

interface Subject {
  name: x509.Name;
  publicKey: KeyObject;
}

const DAY_MS = 86_400_000;
/** Apple's systems refuse a server certificate that lasts longer than 825 days, from a private CA as well. */
const LIFETIME_MS = 365 * DAY_MS;
/** ecdsa-with-SHA256, RFC 5758. */
const SIGNATURE = new x509.AlgorithmIdentifier({ algorithm: '1.2.840.10045.4.3.2' });

/**
 * A certificate for a server under these host names and IP addresses, signed by a CA that is made for it alone.
 * @throws RangeError for a name that no certificate can hold.
 */
export function createServerCertificate(names: readonly string[]): ServerCertificate {
  // The number keeps the CAs of several mocks apart: two of one name and different keys confuse who trusts both.
  const authority = keyPair(`Rollcall mock CA ${randomBytes(4).toString('hex')}`);
  const server = keyPair('Rollcall mock server');
  const keyUsage = (flags: number) => extension(x509.id_ce_keyUsage, new x509.KeyUsage(flags), true);
  const ca = issue(authority, authority, [
    extension(x509.id_ce_basicConstraints, new x509.BasicConstraints({ cA: true }), true),
    keyUsage(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign),
  ]);
  const cert = issue(server, authority, [
    extension(x509.id_ce_basicConstraints, new x509.BasicConstraints(), true),
    keyUsage(x509.KeyUsageFlags.digitalSignature),
    extension(x509.id_ce_extKeyUsage, new x509.ExtendedKeyUsage([x509.id_kp_serverAuth])),
    extension(x509.id_ce_subjectAltName, new x509.SubjectAlternativeName([...new Set(names)].map(altName))),
  ]);
  return { cert, ca, key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

function keyPair(commonName: string): Subject & { privateKey: KeyObject } {
  const value = new x509.AttributeValue({ utf8String: commonName });
  const attribute = new x509.AttributeTypeAndValue({ type: '2.5.4.3', value });
  const name = new x509.Name([new x509.RelativeDistinguishedName([attribute])]);
  return { name, ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) };
}

function issue(
  subject: Subject,
  issuer: Subject & { privateKey: KeyObject },
  extensions: readonly x509.Extension[],
): string {
  const keyIdentifier = new x509.KeyIdentifier(keyId(issuer));
  const tbsCertificate = new x509.TBSCertificate({
    version: x509.Version.v3,
    serialNumber: serialNumber(),
    signature: SIGNATURE,
    issuer: issuer.name,
    // A day back, for clients whose clock is behind.
    validity: new x509.Validity({
      notBefore: new Date(Date.now() - DAY_MS),
      notAfter: new Date(Date.now() + LIFETIME_MS),
    }),
    subject: subject.name,
    subjectPublicKeyInfo: AsnConvert.parse(spki(subject), x509.SubjectPublicKeyInfo),
    // Strict clients, Python 3.13 among them, refuse a chain without the two identifiers.
    extensions: new x509.Extensions([
      ...extensions,
      extension(x509.id_ce_subjectKeyIdentifier, new x509.SubjectKeyIdentifier(keyId(subject))),
      extension(x509.id_ce_authorityKeyIdentifier, new x509.AuthorityKeyIdentifier({ keyIdentifier })),
    ]),
  });
  const signatureValue = bytes(
    sign('sha256', Buffer.from(AsnConvert.serialize(tbsCertificate)), issuer.privateKey),
  );
  return pem(new x509.Certificate({ tbsCertificate, signatureAlgorithm: SIGNATURE, signatureValue }));
}

function extension(extnID: string, value: object, critical = false): x509.Extension {
  return new x509.Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });
}

function altName(name: string): x509.GeneralName {
  if (isIP(name) !== 0) return new x509.GeneralName({ iPAddress: name });
  const dNSName = domainToASCII(name);
  if (dNSName === '') throw new RangeError(`${name} is no host name, so no certificate can be made for it`);
  return new x509.GeneralName({ dNSName });
}

/** Sixteen bytes, positive. */
function serialNumber(): ArrayBuffer {
  const number = randomBytes(16);
  number[0] = ((number[0] as number) & 0x7f) | 0x40;
  return bytes(number);
}

function keyId(subject: Subject): ArrayBuffer {
  return bytes(createHash('sha1').update(spki(subject)).digest());
}

function spki({ publicKey }: Subject): Buffer {
  return publicKey.export({ type: 'spki', format: 'der' });
}

/** Node's buffers are parts of larger ones. */
function bytes(buffer: Buffer): ArrayBuffer {
  return new Uint8Array(buffer).buffer;
}

function pem(certificate: x509.Certificate): string {
  const text = Buffer.from(AsnConvert.serialize(certificate)).toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${text.replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
}
