import { createQualysSaq, where } from '@rollcall/facade/qualys-saq';
import type { User } from '@rollcall/qualys-saq';
import { expectTypeOf } from 'vitest';

const saq = createQualysSaq({
  baseUrl: 'https://qualysapi.qualys.com',
  auth: { username: 'u', password: 'pass' },
});
const JANE = { firstName: 'J', lastName: 'D', company: 'abc', emailAddress: 'j@example.com' };

// Criteria know the fields, and the operators of each.
where('emailAddress', 'CONTAINS', '@example.com');
where('id', 'IN', ['1', 2, 3n]);
// @ts-expect-error an id is compared exactly
where('id', 'CONTAINS', '1');
// @ts-expect-error a misspelt field
where('emailAdress', 'EQUALS', 'x');
// @ts-expect-error IN needs at least one value
where('id', 'IN', []);
// @ts-expect-error no operator is documented for lastScanned
where('lastScanned', 'EQUALS', 'x');

// One in, one out; many in, many out.
expectTypeOf(saq.users.create(JANE)).resolves.toEqualTypeOf<User>();
expectTypeOf(saq.users.create([JANE, JANE])).resolves.toEqualTypeOf<User[]>();
// @ts-expect-error the company is mandatory
saq.users.create({ firstName: 'J', lastName: 'D', emailAddress: 'x' });
// @ts-expect-error a misspelt field
saq.users.update('1', { titel: 'x' });
// @ts-expect-error each of several changes says whose it is
saq.users.update([{ title: 'x' }]);

// An id is 64 bits wide: read as text.
expectTypeOf<User['id']>().toEqualTypeOf<string>();
// @ts-expect-error no answer holds a password
(await saq.users.get('1')).password;
