/** A request that the platform refuses: HTTP 200 with this responseCode (Qualys). The texts are ours. */
export class Refusal extends Error {
  readonly responseCode: 'INVALID_REQUEST' | 'INVALID_XML';
  readonly errorResolution: string;

  constructor(responseCode: Refusal['responseCode'], errorMessage: string, errorResolution: string) {
    super(errorMessage);
    this.name = 'Refusal';
    this.responseCode = responseCode;
    this.errorResolution = errorResolution;
  }
}

export function invalidRequest(
  errorMessage: string,
  errorResolution = 'Correct the request and send it again.',
): Refusal {
  return new Refusal('INVALID_REQUEST', errorMessage, errorResolution);
}

export function invalidXml(errorMessage: string): Refusal {
  return new Refusal('INVALID_XML', errorMessage, 'Send a well-formed ServiceRequest document.');
}
