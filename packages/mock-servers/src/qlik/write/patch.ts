import { badRequest, type ErrorItem, QlikError } from '../http/errors.js';
import { isoTime, type StoredUser } from '../state/model.js';
import { type Change, isPatchOp, PATCH_OPS, type PatchContext } from './patch-operation.js';
import { planOperation } from './patch-paths.js';

interface PatchResult {
  user: StoredUser;
  /** Operations that failed while others were applied; the answer is 207 when there are any. */
  failures: readonly ErrorItem[];
}

/**
 * Applies a JSON Patch. A malformed operation (op, path, kind of value) is a 400 before anything is applied. An
 * operation that is well formed and cannot be done (an unknown role or group, a taken email, a status that cannot be
 * reached) fails alone; when every one fails, the answer is a 400. Where Qlik draws that line is unconfirmed.
 */
export function applyPatch(user: StoredUser, body: unknown, context: PatchContext): PatchResult {
  if (!Array.isArray(body)) throw badRequest('The body must be an array of JSON Patch operations.');
  const changes = body.map((operation: unknown, index): Change => planOne(operation, index));

  const failures: ErrorItem[] = [];
  let current = user;
  changes.forEach((change, index) => {
    const outcome = change(current, context);
    if ('failure' in outcome) {
      failures.push({ ...outcome.failure, source: { pointer: `/${index}/value` } });
    } else {
      current = { ...outcome.user, lastUpdatedAt: isoTime(context.now) };
    }
  });
  if (failures.length > 0 && failures.length === changes.length) throw new QlikError(400, failures);
  return { user: current, failures };
}

function planOne(operation: unknown, index: number): Change {
  const at = (name: string) => ({ pointer: `/${index}${name}` });
  if (typeof operation !== 'object' || operation === null || Array.isArray(operation)) {
    throw badRequest('A JSON Patch operation must be an object.', at(''));
  }
  const { op, path, value } = operation as Record<string, unknown>;
  if (!isPatchOp(op)) throw badRequest(`op is one of ${PATCH_OPS.join(', ')}.`, at('/op'));
  if (typeof path !== 'string') throw badRequest('path must be a JSON Pointer.', at('/path'));
  const planned = planOperation(op, path, value);
  if ('change' in planned) return planned.change;
  throw badRequest(planned.problem, at(`/${planned.member}`));
}
