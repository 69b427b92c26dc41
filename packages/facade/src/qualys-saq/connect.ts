import {
  type Client,
  operations,
  responseCodes,
  type ServiceResponse,
  secretFields,
  secretHeaders,
  type TagServiceResponse,
} from '@rollcall/qualys-saq/sdk';
import { HttpError } from '../errors.js';
import { type BasicAuth, basicCredential } from '../http/auth.js';
import { type Connection, connect } from '../http/connection.js';
import type { VendorError } from '../http/errors/http-error.js';
import { outcomeAfterSending, outcomeOfRefusal, siteOf } from '../http/errors/outcome.js';
import { protocolError } from '../http/errors/protocol-error.js';
import { redact } from '../http/errors/redact.js';
import { secretNamesOf } from '../http/errors/secret-fields.js';
import { concurrencyPacer } from '../http/layers/pace.js';
import { settleOptions } from '../http/option-rules.js';
import type { ConnectionOptions } from '../http/options.js';
import type { ResponseReaders } from '../http/profile.js';
import type { Call, HttpResponse, Result } from '../http/types.js';
import { anything, checkOptions } from '../util/check-options.js';
import { type Codec, loadCodec } from './codec.js';

export interface QualysSaqOptions extends ConnectionOptions {
  /** A user with API access and the SAQ module. `baseUrl` is the platform's API server, such as `https://qualysapi.qualys.com`. */
  readonly auth: BasicAuth;
}

/** What is sent as X-Requested-With, which Qualys' APIs ask for. */
const CALLER = 'rollcall';

/** One account, by two connections that differ in what they speak. */
export interface QualysSaqConnections {
  readonly saq: Connection<Client>;
  /** The asset tagging API, in JSON. */
  readonly tagging: Connection;
}

export function connectQualysSaq(given: QualysSaqOptions): QualysSaqConnections {
  const options = settleOptions(given, { auth: anything });
  checkOptions('auth', options.auth, { username: anything, password: anything }, 'auth.');
  const credential = basicCredential(options.auth ?? {});
  const common = {
    operations,
    generated: () => import('@rollcall/qualys-saq/client'),
    secretNames: secretNamesOf(secretFields, secretHeaders),
    // A plain 409 is a conflict; with the header it is the platform's rate limit (Qualys).
    rateLimitSignal: { header: 'x-ratelimit-towait-sec', status: 409 },
    pacer: options.maxInFlight ? concurrencyPacer(options.maxInFlight) : undefined,
  };
  const headers = (Accept: string) => ({
    Accept,
    'X-Requested-With': CALLER,
    'User-Agent': 'rollcall-qualys-saq',
  });
  const readers = async () => readersOf(await loadCodec());
  return {
    saq: connect<Client>(
      { ...common, media: 'xml', headers: headers('text/xml'), readers },
      credential,
      options,
    ),
    tagging: connect(
      {
        ...common,
        media: 'json',
        headers: headers('application/json'),
        readers: { readError: readJsonError },
      },
      credential,
      options,
    ),
  };
}

/** The document of an answer, checked against the schema. */
export async function readDocument({ data, response, call }: Result): Promise<ServiceResponse> {
  const document = parse(await loadCodec(), String(data), response, call);
  refuseFailure(document, response, call);
  return document;
}

/** Made once: the codec is loaded once. */
let readers: ResponseReaders | undefined;

function readersOf(codec: Codec): ResponseReaders {
  readers ??= {
    readError: (body) => readError(codec, body),
    // Qualys reports errors inside HTTP 200: what does not plainly say SUCCESS is read in full.
    checkText(text, response, call) {
      if (!SUCCESS.test(text)) refuseFailure(parse(codec, text, response, call), response, call);
    },
  };
  return readers;
}

/** The way real answers begin. Further down the same words may be a part of anything. */
const SUCCESS =
  /^\s*(?:<\?xml[^>]*>\s*)?<ServiceResponse(?:\s[^>]*)?>\s*<responseCode>\s*SUCCESS\s*<\/responseCode>/;

function parse(codec: Codec, text: string, response: HttpResponse, call: Call): ServiceResponse {
  try {
    return codec.parseServiceResponse(text);
  } catch (error) {
    if (error instanceof codec.XmlError)
      throw protocolError(call, response, `the answer is not a ServiceResponse: ${error.message}`, error);
    throw error;
  }
}

/** The codes that say that nothing was done: what was asked was not understood, or not allowed (Qualys). */
const didNothing: ReadonlySet<string> = new Set(responseCodes.filter((code) => code.startsWith('INVALID_')));

/** @throws HttpError with the vendor's code, message and resolution when the answer is not a SUCCESS. */
export function refuseFailure(answer: Failure, response: HttpResponse, call: Call): void {
  if (answer.responseCode === 'SUCCESS') return;
  const clean = redact(answer, call) as Failure;
  const { code, message = 'no details were given' } = describe(clean);
  const said = message.slice(0, LONGEST_MESSAGE);
  throw new HttpError(`${call.method} ${call.url} → ${response.status} ${code?.slice(0, 100)}: ${said}`, {
    site: siteOf(call),
    outcome: didNothing.has(answer.responseCode) ? outcomeOfRefusal(call) : outcomeAfterSending(call),
    status: response.status,
    vendorCode: code,
    body: clean,
  });
}

const LONGEST_MESSAGE = 600;

/** What an answer says of its success, in XML or in JSON. */
type Failure = Pick<ServiceResponse | TagServiceResponse, 'responseCode' | 'responseErrorDetails'>;

function describe(answer: Failure): VendorError {
  const { errorMessage, errorResolution } = answer.responseErrorDetails ?? {};
  return {
    code: answer.responseCode,
    message: [errorMessage, errorResolution].filter(Boolean).join(' — ') || undefined,
  };
}

/** Errors come as the platform's XML or as a gateway's page, which says nothing that a client could read. */
function readError(codec: Codec, body: unknown): VendorError {
  try {
    return describe(codec.parseServiceResponse(String(body)));
  } catch {
    return {};
  }
}

function readJsonError(body: unknown): VendorError {
  const { ServiceResponse } = (body ?? {}) as { ServiceResponse?: Failure };
  return ServiceResponse && typeof ServiceResponse === 'object' ? describe(ServiceResponse) : {};
}
