import type { Account } from '@rollcall/accounts';
import type { RequestContext } from '../context.js';
import { later } from '../http/vendor-error.js';
import type { JsonObject } from '../protocol/json.js';
import { personCalled } from './person-called.js';
import { inputOf } from './resource.js';

/** Makes an account at the vendor, and gives it as the vendor shows it. */
export async function makeAccount(context: RequestContext, resource: JsonObject): Promise<Account> {
  const { system, signal } = context;
  const { account } = await system.accounts.create(
    inputOf(resource, system.accounts.capabilities, system.defaults),
    { signal },
  );
  const made = account ?? (await personCalled(context, String(resource.userName)));
  if (!made) throw later('The system has not shown the new account yet.', 5000);
  return made;
}
