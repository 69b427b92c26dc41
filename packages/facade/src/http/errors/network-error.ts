import { CallError, NetworkError } from '../../errors.js';
import { messageOf } from '../../util/is-error.js';
import type { Call } from '../types.js';
import { secretsOf } from './call-secrets.js';
import { type ConnectionFailure, readFailure } from './connection-failure.js';
import { IN_THE_DARK, siteOf } from './outcome.js';
import { redactError } from './redact.js';

/** Node's names for what OpenSSL finds wrong with a certificate, and for a handshake that failed. */
const TLS_CODE =
  /CERT|CRL|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|^UNSPECIFIED$|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|^ERR_TLS|^ERR_SSL|HOSTNAME_MISMATCH|^EPROTO$/;
/** What is wrong with a certificate is found before anything is sent; these come later too, when a record cannot be read. */
const TLS_AT_ANY_TIME =
  /^ERR_SSL_(?!WRONG_VERSION_NUMBER|UNSUPPORTED_PROTOCOL|PACKET_LENGTH_TOO_LONG|.*HANDSHAKE|.*CERTIFICATE|.*UNKNOWN_CA)|^EPROTO$/;

/** A failed request as an error that says whether the connection ever opened, and what to do. */
export async function networkError(error: unknown, call: Call): Promise<CallError> {
  if (error instanceof CallError) return error; // said already what is wrong with the answer
  redactError(error, secretsOf(call));
  const failure = readFailure(error);
  const { codes, opened } = failure;
  const tls = codes.find((code) => TLS_CODE.test(code));
  const sent = opened && (!tls || TLS_AT_ANY_TIME.test(tls));
  const said = codes[0] ?? messageOf(error);
  const dark = call.uncertain || (sent && !call.readsOnly);
  const parts = [
    (await explained({ ...failure, opened: sent }, tls, call)) ??
      (sent ? `the connection failed (${said})` : `no connection could be made (${said})`),
    sent ? '' : call.uncertain ? '. An earlier attempt was sent' : '. Nothing was sent',
    dark ? IN_THE_DARK : '',
  ];
  return new NetworkError(`${call.method} ${call.url}: ${parts.join('')} (attempt ${call.attempts})`, {
    site: siteOf(call),
    outcome: sent || call.uncertain ? 'unknown' : 'not-sent',
    transient: !tls,
    cause: error,
  });
}

/** Browsers give no code, and nothing needs to be loaded there to say what it means. */
async function explained(
  failure: ConnectionFailure,
  tls: string | undefined,
  call: Call,
): Promise<string | undefined> {
  if (failure.codes.length === 0) return undefined;
  try {
    const { explain } = await import('./connection-advice.js');
    return explain(failure, tls, call.url);
  } catch {
    return undefined; // where it is loaded from may be out of reach too
  }
}
