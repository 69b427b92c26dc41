/** One way in which a request or a response differs from the spec. */
export interface Violation {
  direction: 'request' | 'response';
  /**
   * `malformed`: the body does not parse. `schema`: a parameter, header or body differs from the spec.
   * `status`: the spec does not declare the response's status.
   */
  kind: 'malformed' | 'schema' | 'status';
  /** Absent when the spec's operation has none. */
  operationId?: string;
  method: string;
  /** Path and query of the request; in the journal and in `violations` secret parameters are masked. */
  url: string;
  /** Where, with dots: `body.email`, `query.limit`, `header.content-range`. */
  location: string;
  message: string;
}
