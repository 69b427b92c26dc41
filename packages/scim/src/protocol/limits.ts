/** Bounds on what one request may hold, so that no request costs more than its size. */
export interface ProtocolLimits {
  /** Characters of a filter. Default 8192. */
  filterLength: number;
  /** Brackets and `not` inside each other, in a filter. Default 20. */
  filterDepth: number;
  /** Comparisons in one filter. Default 200. */
  filterTerms: number;
  /** Operations of one PATCH. Default 1000; IPSIE asks for 50 member operations at least. */
  patchOperations: number;
  /** Values of one multi-valued attribute. Default 20 000. */
  values: number;
  /** Objects and arrays inside each other, in a body. Default 16; the schemas need 4. */
  jsonDepth: number;
}

export const DEFAULT_LIMITS: Readonly<ProtocolLimits> = {
  filterLength: 8192,
  filterDepth: 20,
  filterTerms: 200,
  patchOperations: 1000,
  values: 20_000,
  jsonDepth: 16,
};
