import type { RequestContext } from './context.js';
import { respondError } from './http/respond.js';
import { vendorError } from './http/vendor-error.js';
import type { AuditLine } from './options.js';
import { ScimError } from './protocol/errors.js';
import { route, type Wanted } from './route.js';

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Does what one request, or one operation of a Bulk, wants; every write leaves a line in the audit log. */
export async function perform(context: RequestContext, wanted: Wanted): Promise<Response> {
  const isWrite = WRITES.has(wanted.method) && !wanted.path.endsWith('/.search');
  let failure: ScimError | undefined;
  const answer = await answerOf(context, wanted, isWrite).catch((error: unknown) => {
    failure = vendorError(error);
    return respondError(failure);
  });
  if (isWrite) context.audit(lineOf(context, wanted, answer.status, failure));
  return answer;
}

async function answerOf(context: RequestContext, wanted: Wanted, isWrite: boolean): Promise<Response> {
  if (isWrite) refuseReader(context);
  return route(context, wanted);
}

/** @throws ScimError 403 for a token that may only read. */
export function refuseReader({ client }: RequestContext): void {
  if (client.readOnly) throw new ScimError(403, 'This token may only read.');
}

function lineOf(
  { client, note, now, requestId, system }: RequestContext,
  { method, path }: Wanted,
  status: number,
  failure: ScimError | undefined,
): AuditLine {
  const { outcome, ...known } = note;
  return {
    time: new Date(now()).toISOString(),
    requestId,
    client: client.name,
    system: system.name,
    method,
    resource: path,
    ...known,
    status,
    ...(failure ? { detail: failure.message } : outcome && { outcome }),
  };
}
