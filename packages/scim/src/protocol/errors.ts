const ERROR_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:Error';

/** What went wrong, in SCIM's words: RFC 7644 3.12, and RFC 9865 for the last three. */
export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'
  | 'invalidVers'
  | 'sensitive'
  | 'invalidCursor'
  | 'expiredCursor'
  | 'invalidCount';

/** An answer that is an error. The detail is shown to the client, so it never holds a secret or a vendor's inside. */
export class ScimError extends Error {
  override readonly name = 'ScimError';
  readonly status: number;
  readonly scimType: ScimType | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, detail: string, scimType?: ScimType, headers: Record<string, string> = {}) {
    super(detail);
    this.status = status;
    this.scimType = scimType;
    this.headers = headers;
  }
}

/** A request that breaks a rule of the protocol. Always status 400. */
export const badRequest = (scimType: ScimType, detail: string): ScimError =>
  new ScimError(400, detail, scimType);

export interface ErrorBody {
  schemas: [typeof ERROR_SCHEMA];
  /** A string, as RFC 7644 3.12 has it. */
  status: string;
  scimType?: ScimType;
  detail: string;
}

export function errorBody({ status, scimType, message }: ScimError): ErrorBody {
  return { schemas: [ERROR_SCHEMA], status: String(status), ...(scimType && { scimType }), detail: message };
}
