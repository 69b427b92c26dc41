import { type Client, operations, type ServiceResponse } from '@rollcall/qualys-saq/sdk';
import { HttpError } from '../errors.js';
import { type Answer, breach } from '../http/answers.js';
import { type Connection, connect } from '../http/connection.js';
import { type BasicAuth, basicCredential } from '../http/credentials.js';
import type { VendorError } from '../http/http-error.js';
import { type Answered, type Call, siteOf } from '../http/layer.js';
import type { ConnectionOptions } from '../http/options.js';
import { redact, secretsOf } from '../http/redact.js';
import { codec, loadCodec } from './codec.js';

export interface QualysSaqOptions extends ConnectionOptions {
  /** A user with API access and the SAQ module. `baseUrl` is the platform's API server, such as `https://qualysapi.qualys.com`. */
  readonly auth: BasicAuth;
}

/** What is sent as X-Requested-With, which Qualys' APIs ask for. */
const CALLER = 'rollcall';

export function connectQualysSaq(options: QualysSaqOptions): Connection<Client> {
  return connect<Client>(
    {
      operations,
      media: 'xml',
      load: loadCodec,
      generated: () => import('@rollcall/qualys-saq/client'),
      headers: { Accept: 'text/xml', 'X-Requested-With': CALLER, 'User-Agent': 'rollcall-qualys-saq' },
      readError,
      checkAnswer: checkResponseCode,
    },
    basicCredential(options.auth),
    options,
  );
}

/** The document of an answer, checked against the schema. */
export function readAnswer({ data, response, call }: Answer<unknown>): ServiceResponse {
  const answer = parse(String(data), response, call);
  refuseFailure(answer, response, call);
  return answer;
}

/** The way real answers begin. Further down the same words may be a part of anything. */
const SUCCESS =
  /^\s*(?:<\?xml[^>]*>\s*)?<ServiceResponse(?:\s[^>]*)?>\s*<responseCode>\s*SUCCESS\s*<\/responseCode>/;

/** Qualys reports errors inside HTTP 200: what does not plainly say SUCCESS is read in full. */
function checkResponseCode(text: string, response: Answered, call: Call): void {
  if (!SUCCESS.test(text)) refuseFailure(parse(text, response, call), response, call);
}

function parse(text: string, response: Answered, call: Call): ServiceResponse {
  try {
    return codec().parseServiceResponse(text);
  } catch (error) {
    if (error instanceof codec().XmlError)
      throw breach(call, response, `the answer is not a ServiceResponse: ${error.message}`, error);
    throw error;
  }
}

/** @throws HttpError with the vendor's code, message and resolution when the answer is not a SUCCESS. */
function refuseFailure(answer: ServiceResponse, response: Answered, call: Call): void {
  if (answer.responseCode === 'SUCCESS') return;
  const clean = redact(answer, secretsOf(call)) as ServiceResponse;
  const { code, message = 'no details were given' } = describe(clean);
  throw new HttpError(`${call.method} ${call.url} → ${response.status} ${code}: ${message}`, {
    site: siteOf(call),
    outcome: 'refused',
    status: response.status,
    vendorCode: code,
    body: clean,
  });
}

function describe(answer: ServiceResponse): VendorError {
  const { errorMessage, errorResolution } = answer.responseErrorDetails ?? {};
  return {
    code: answer.responseCode,
    message: [errorMessage, errorResolution].filter(Boolean).join(' — ') || undefined,
  };
}

/** Errors come as the platform's XML or as a gateway's page, which says nothing that a client could read. */
function readError(body: unknown): VendorError {
  try {
    return describe(codec().parseServiceResponse(String(body)));
  } catch {
    return {};
  }
}
