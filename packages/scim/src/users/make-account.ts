import type { Account } from '@rollcall/accounts';
import type { RequestContext } from '../context.js';
import { later } from '../http/vendor-error.js';
import type { JsonObject } from '../protocol/json.js';
import { personCalled } from './person-called.js';
import { asRead } from './reading.js';
import { inputOf } from './resource.js';
import { refuseStaged } from './staged.js';

/**
 * Makes an account at the vendor, and gives it as the vendor shows it.
 *
 * @param securityProfile The one that the person had before, instead of the configuration's.
 * @param undo Called when the vendor made nothing, before the error goes on. After any other error it may have.
 */
export async function makeAccount(
  context: RequestContext,
  resource: JsonObject,
  securityProfile: string | undefined,
  undo: () => Promise<unknown>,
): Promise<Account> {
  const { system, signal } = context;
  const userName = String(resource.userName);
  const own = inputOf(resource, system);
  const input = { ...own, ...(securityProfile !== undefined && { securityProfile }) };
  try {
    const { account } = await system.accounts.create(input, { signal });
    const made = account ?? (await personCalled(context, userName));
    if (!made) throw later('The system has not shown the new account yet.', 5000);
    refuseStaged(made);
    return asRead(context, made);
  } catch (error) {
    if (isRefusal(error) && !(await personCalled(context, userName).catch(() => 'unknown'))) await undo();
    throw error;
  }
}

/** Refused before it was sent, or with a reason; the reading after a create may be refused too. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const status = 'status' in error ? Number(error.status) : 0;
  return (
    error.name === 'InvalidInputError' || (status >= 400 && status < 500 && ![408, 429].includes(status))
  );
}
