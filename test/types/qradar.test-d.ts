import {
  createQRadar,
  type QRadarUser,
  type UserFilterField,
  where,
  whereUser,
} from '@rollcall/facade/qradar';
import { expectTypeOf } from 'vitest';

const qradar = createQRadar({ baseUrl: 'https://qradar.example.com', auth: { secToken: 'token' } });

// Filters know the fields of a list and the operators of a field.
qradar.users.list({ filter: where('email', 'like', '%@example.com') });
qradar.users.list({ filter: where('id', 'in', [1001, 1002]) });
qradar.users.list({ filter: where('email', 'is null') });
qradar.users.list({ filter: where('user_role(id)', '=', 2) });
expectTypeOf(whereUser).parameter(0).toEqualTypeOf<UserFilterField>();
qradar.users.list({ filter: whereUser('email', 'like', '%@example.com') });
// @ts-expect-error services have a label, users have none
whereUser('label', '=', 'x');
// @ts-expect-error a misspelt field
where('emial', '=', 'x');
// @ts-expect-error a number is not compared by like
where('user_role(id)', 'like', '1%');
// @ts-expect-error an operator that does not exist
where('email', 'startswith', 'x');
// @ts-expect-error in needs a list
where('id', 'in', 1001);
// @ts-expect-error is null takes no value
where('email', 'is null', 1);
// @ts-expect-error texts are compared with texts
where('username', '=', 7);
// @ts-expect-error numbers are compared with numbers
where('tenant_id', 'in', ['7']);
// @ts-expect-error users' ids are numbers
whereUser('id', '=', '7');
// @ts-expect-error services have a label, users have none
qradar.users.list({ filter: where('label', '=', 'x') });

// Sort keys and field lists are the record's own.
qradar.users.list({ sort: ['-id', '+username'] });
// @ts-expect-error not a field
qradar.users.list({ sort: '-nope' });
// @ts-expect-error not a field
qradar.users.list({ fields: ['nope'] });
expectTypeOf(qradar.users.list().toArray()).resolves.toEqualTypeOf<QRadarUser[]>();
expectTypeOf(qradar.users.list({ fields: ['username'] }).toArray()).resolves.toEqualTypeOf<
  { username: string }[]
>();

// Writes take the documented fields and nothing else.
qradar.users.create({ username: 'j', password: 'pass', user_role: { id: 2 }, security_profile: { id: 1 } });
// @ts-expect-error a role goes by id, not by name
qradar.users.create({ username: 'j', password: 'pass', user_role: 'Analyst', security_profile: { id: 1 } });
// @ts-expect-error the security profile is required
qradar.users.create({ username: 'j', password: 'pass', user_role: { id: 2 } });
// @ts-expect-error a misspelt field
qradar.users.update(1001, { emial: 'x' });
// @ts-expect-error the username of a staged user cannot change
qradar.staged.users.update(1001, { username: 'x' });
// @ts-expect-error not a kind of deploy
qradar.staged.deploy({ type: 'PARTIAL' });

// What is read: identity is there, a password never is, and future values stay readable.
const user = await qradar.users.get(1001);
expectTypeOf(user.id).toEqualTypeOf<number>();
expectTypeOf(user.username).toEqualTypeOf<string>();
// @ts-expect-error no answer holds a password
user.password;
const task = await qradar.users.delete(1001);
expectTypeOf(task.task_id).toEqualTypeOf<number>();
expectTypeOf<'A_FUTURE_STATE'>().toExtend<NonNullable<typeof task.status>>();
expectTypeOf<'COMPLETED'>().toExtend<NonNullable<typeof task.status>>();

// One credential, not none and not two.
// @ts-expect-error both kinds of credential at once
createQRadar({ baseUrl: 'https://q', auth: { secToken: 'token', username: 'a', password: 'pass' } });
// @ts-expect-error no credential
createQRadar({ baseUrl: 'https://qradar.example.com' });
createQRadar({ baseUrl: 'https://q', auth: { secToken: async () => 'from a vault' }, version: '27.0' });

// What sends can be the platform's fetch, or anything that looks like it.
createQRadar({ baseUrl: 'https://q', auth: { secToken: 'token' }, fetch: globalThis.fetch });
