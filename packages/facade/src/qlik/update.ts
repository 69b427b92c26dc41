import { normalForms, patchUser } from '@rollcall/qlik/sdk';
import type { Connection } from '../http/connection.js';
import { checkWritten, ignored } from '../written/check-written.js';
import { writeOptions } from '../written/write-options.js';
import { askedOf, ignoredChanges, toOperations } from './patch.js';
import { checkPatched } from './patched.js';
import type { QlikUser } from './types.js';
import type { QlikUsers } from './user-verbs.js';

/** The verb that changes a user: what is asked becomes a JSON Patch, and what Qlik made of it is looked at. */
export function updateVerb(connection: Connection, users: Pick<QlikUsers, 'get'>): QlikUsers['update'] {
  return async (id, patch, options) => {
    const { verify, ...call } = writeOptions(options);
    const body = toOperations(patch);
    const result = await connection.call(patchUser, { path: { userId: id }, body }, call);
    checkPatched(result, body);
    const readBack = async () => (await users.get(id, {}, call)) as QlikUser;
    const forms = normalForms.PatchOperation;
    const user = await checkWritten(askedOf(body), undefined, result, { forms, readBack, verify });
    const missed = user ? ignoredChanges(body, user, forms) : [];
    if (missed.length > 0) throw ignored(missed, user, result);
  };
}
