import { createIq, type IqUser, type IqUserUpdate, type Paged, type Realm } from '@rollcall/facade/iq';
import { listUsers } from '@rollcall/iq';
import { describe, expectTypeOf, it } from 'vitest';

const AUTH = { username: 'admin', password: 'admin123' };
const { users, client } = createIq({ baseUrl: 'http://localhost:8070', auth: AUTH });

describe('the types of the IQ client', () => {
  it('take the known realms only, and read any', () => {
    expectTypeOf(users.list({ realm: 'SAML' })).toEqualTypeOf<Paged<IqUser>>();
    expectTypeOf<Realm>().toEqualTypeOf<'Internal' | 'SAML' | 'OAUTH2'>();
    expectTypeOf<string>().toExtend<NonNullable<IqUser['realm']>>();
    // @ts-expect-error no such realm
    users.list({ realm: 'Sideways' });
    // @ts-expect-error no such realm
    users.get('bob', { realm: 'internal' });
    // @ts-expect-error no such realm
    createIq({ baseUrl: 'http://localhost:8070', auth: AUTH, realm: 'LDAP' });
  });

  it('want every field of a new user, and no other', () => {
    const ted = { username: 'ted', firstName: 'Ted', lastName: 'Baker', email: 'ted@example.com' };
    expectTypeOf(users.create({ ...ted, password: 'secret' })).toEqualTypeOf<Promise<void>>();
    // @ts-expect-error the password is missing
    users.create(ted);
    expectTypeOf(users.create({ ...ted, password: 'secret', realm: 'SAML' })).toEqualTypeOf<Promise<void>>();
    // @ts-expect-error no such field
    users.create({ ...ted, password: 'secret', nickname: 'ted' });
  });

  it('let a patch hold neither password nor realm, even from a variable', () => {
    expectTypeOf(users.update('ted', { email: 'ted@example.com' })).resolves.toEqualTypeOf<IqUser>();
    const patch = { firstName: 'Ted', password: 'secret' };
    expectTypeOf<typeof patch>().not.toExtend<IqUserUpdate>();
    // @ts-expect-error the password cannot be changed
    users.update('ted', patch);
    // @ts-expect-error the realm cannot be changed
    users.update('ted', { realm: 'SAML' });
    // @ts-expect-error update takes no realm
    users.update('ted', {}, { realm: 'SAML' });
  });

  it('never show a password, and give undefined for nobody', () => {
    expectTypeOf<IqUser>().not.toHaveProperty('password');
    expectTypeOf(users.find('bob')).resolves.toEqualTypeOf<IqUser | undefined>();
    expectTypeOf(users.delete('bob', { realm: 'SAML' })).toEqualTypeOf<Promise<void>>();
  });

  it('want a credential, and give a client that the generated functions take', () => {
    createIq({ baseUrl: 'http://localhost:8070', auth: { token: async () => 'secret' }, csrf: true });
    // @ts-expect-error no credential
    createIq({ baseUrl: 'http://localhost:8070' });
    expectTypeOf(listUsers({ client, throwOnError: true })).resolves.toHaveProperty('data');
  });
});
