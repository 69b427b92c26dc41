import type { Call } from './layer.js';

const SAFE = new Set(['GET', 'HEAD']);

/** One row of a vendor package's generated `operations`, keyed by method and path template. */
export interface OperationFacts {
  readonly id: string;
  readonly readsOnly?: boolean;
  /** True when a success carries no body worth reading (204). */
  readonly noContent?: boolean;
  readonly tier?: string;
}

/** What the layers are told of a request that is about to start. */
export function newCall(
  method: string,
  url: string,
  facts: OperationFacts | undefined,
  limits: Pick<Call, 'limit' | 'timeoutMs' | 'deadlineAt' | 'retry' | 'confidential'>,
): Call {
  const readsOnly = SAFE.has(method) || facts?.readsOnly === true;
  return {
    operationId: facts?.id,
    method,
    url,
    readsOnly,
    idempotent: readsOnly || method === 'PUT',
    tier: facts?.tier,
    ...limits,
    attempts: 0,
    uncertain: false,
  };
}
