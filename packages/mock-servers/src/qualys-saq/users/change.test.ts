import { describe, expect, it } from 'vitest';
import { filters, person, platform, serviceRequest } from '../platform.test.helper.js';

const data = (...users: string[]) => serviceRequest(`<data>${users.join('')}</data>`);
const invalid = (message: RegExp) => ({
  status: 200,
  code: 'INVALID_REQUEST',
  error: expect.stringMatching(message),
});

describe('reading one user', () => {
  it('answers the user', async () => {
    const { call } = platform();
    const answer = await call('get/saq/user/404592', undefined, { method: 'GET' });
    expect(answer).toMatchObject({ code: 'SUCCESS', count: '1', users: [{ id: '404592', lastName: 'pqr' }] });
    expect(await call('get/saq/user/404592')).toMatchObject({ users: [{ id: '404592' }] });
  });

  it.each([
    ['1', /no user with the id 1\./],
    ['99999999999999999999', /not an id/],
    ['jane', /not an id: "jane"/],
    ['%00', /not an id/],
  ])('refuses the id %s, which nobody has', async (id, message) => {
    const { call } = platform();
    expect(await call(`get/saq/user/${id}`, undefined, { method: 'GET' })).toMatchObject(invalid(message));
    expect(await call(`update/saq/user/${id}`, data('<User/>'))).toMatchObject(invalid(message));
    expect(await call(`delete/saq/user/${id}`)).toMatchObject(invalid(message));
  });
});

describe('updating users', () => {
  it('changes what is sent, leaves the rest and answers the id', async () => {
    const { call, sandbox } = platform();
    const answer = await call('update/saq/user/404592', data('<User><title>dev</title></User>'));
    expect(answer).toMatchObject({ code: 'SUCCESS', count: '1' });
    expect(answer.users).toEqual([{ id: '404592' }]);
    expect(sandbox.snapshot()).toMatchObject({ users: [{}, {}, { lastName: 'pqr', title: 'dev' }] });
    await call('update/saq/user/404592', data('<User><title/></User>'));
    expect(sandbox.snapshot()).toMatchObject({ users: [{}, {}, { lastName: 'pqr', title: '' }] });
  });

  it('lets the id of the path count', async () => {
    const { call, sandbox } = platform();
    const body = data('<User><id>401990</id><lastName>renamed</lastName></User>');
    expect((await call('update/saq/user/404592', body)).users).toEqual([{ id: '404592' }]);
    expect(sandbox.snapshot()).toMatchObject({
      users: [{ lastName: 'user' }, {}, { id: '404592', lastName: 'renamed' }],
    });
  });

  it('replaces the tags', async () => {
    const { call, sandbox } = platform();
    const tag = (name: string) =>
      data(`<User><tags><set><TagSimple><name>${name}</name></TagSimple></set></tags></User>`);
    await call('update/saq/user/401990', tag('One'));
    await call('update/saq/user/401990', tag('Two'));
    expect(sandbox.snapshot()).toMatchObject({ users: [{ tags: [{ name: 'Two' }] }, {}, {}] });
    await call('update/saq/user/401990', data('<User><tags><set/></tags></User>'));
    expect((await call('get/saq/user/401990')).users[0].tags).toBeUndefined();
  });

  it('applies one User to every match of the filters', async () => {
    const { call, sandbox } = platform();
    const body = `${filters(['id', 'IN', '404591,404592'])}<data><User><lastName>renamed</lastName></User></data>`;
    const answer = await call('update/saq/user', serviceRequest(body));
    expect(answer).toMatchObject({ code: 'SUCCESS', count: '2' });
    expect(answer.users).toEqual([{ id: '404591' }, { id: '404592' }]);
    expect(sandbox.snapshot()).toMatchObject({
      users: [{ lastName: 'user' }, { lastName: 'renamed' }, { lastName: 'renamed' }],
    });
    const nobody = body.replace('404591,404592', '1');
    expect(await call('update/saq/user', serviceRequest(nobody))).toMatchObject({
      code: 'SUCCESS',
      count: '0',
    });
  });

  it('applies several Users to the users that they name', async () => {
    const { call, sandbox } = platform();
    const body = data(
      '<User><id>404591</id><title>dev</title></User>',
      '<User><id>404592</id><title>qa</title></User>',
    );
    expect((await call('update/saq/user', body)).users).toEqual([{ id: '404591' }, { id: '404592' }]);
    expect(sandbox.snapshot()).toMatchObject({ users: [{}, { title: 'dev' }, { title: 'qa' }] });
  });

  it.each<[string, string, string, RegExp]>([
    ['two Users for one', 'update/saq/user/404591', data('<User/>', '<User/>'), /holds 2 User/],
    ['no User', 'update/saq/user/404591', serviceRequest('<data/>'), /holds no User/],
    ['an empty name', 'update/saq/user/404591', data('<User><lastName/></User>'), /lastName is empty/],
    ['a uuid', 'update/saq/user/404591', data('<User><uuid>1</uuid></User>'), /uuid/],
    [
      'an id that is no number',
      'update/saq/user',
      data('<User><id>x</id></User>'),
      /'x' is not a valid value/,
    ],
    ['a User without id and filters', 'update/saq/user', data('<User><title>x</title></User>'), /has no id/],
    [
      'an id that nobody has beside one that somebody has',
      'update/saq/user',
      data('<User><id>404591</id><title>x</title></User>', '<User><id>1</id><title>x</title></User>'),
      /no user with the id 1/,
    ],
    [
      'filters with two Users',
      'update/saq/user',
      serviceRequest(`${filters(['id', 'EQUALS', '404591'])}<data><User/><User/></data>`),
      /one User for all matches/,
    ],
    [
      'filters with an id',
      'update/saq/user',
      serviceRequest(`${filters(['id', 'EQUALS', '404591'])}<data><User><id>404591</id></User></data>`),
      /must not have an id/,
    ],
    [
      'one new address for several',
      'update/saq/user',
      serviceRequest(
        `${filters(['company', 'EQUALS', 'abc'])}<data><User><emailAddress>x@y.z</emailAddress></User></data>`,
      ),
      /x@y\.z exists already/,
    ],
  ])('refuses %s and changes nothing', async (_what, path, body, message) => {
    const { call, sandbox } = platform();
    const before = sandbox.snapshot();
    expect(await call(path, body)).toMatchObject(invalid(message));
    expect(sandbox.snapshot()).toEqual(before);
  });

  it('refuses another user’s address, but not the user’s own', async () => {
    const { call } = platform();
    await call('create/saq/user', data(person('a@b.c'), person('d@e.f')));
    const address = data('<User><emailAddress>A@b.c</emailAddress></User>');
    expect(await call('update/saq/user/404594', address)).toMatchObject(invalid(/A@b\.c exists already/));
    expect((await call('update/saq/user/404593', address)).code).toBe('SUCCESS');
  });
});

describe('deleting users', () => {
  it.each(['POST', 'GET'])('deletes one with %s and answers the id', async (method) => {
    const { call } = platform();
    const answer = await call('delete/saq/user/401990', undefined, { method });
    expect(answer).toMatchObject({ code: 'SUCCESS', count: '1' });
    expect(answer.users).toEqual([{ id: '401990' }]);
    expect(await call('get/saq/user/401990')).toMatchObject(invalid(/no user/));
    expect(await call('delete/saq/user/401990')).toMatchObject(invalid(/no user/));
  });

  it('takes an empty ServiceRequest, but no other document', async () => {
    const { call } = platform();
    expect((await call('delete/saq/user/401990', '<ServiceResponse/>')).code).toBe('INVALID_XML');
    expect((await call('delete/saq/user/401990', '<ServiceRequest/>')).code).toBe('SUCCESS');
  });

  it('does not delete for HEAD', async () => {
    const { call, sandbox } = platform();
    const before = sandbox.snapshot();
    expect((await call('delete/saq/user/401990', undefined, { method: 'HEAD' })).status).toBe(405);
    expect(sandbox.snapshot()).toEqual(before);
  });

  it.each([
    ['by filters', filters(['id', 'IN', '404591,404592'])],
    ['by the ids in data', '<data><User><id>404592</id></User><User><id>404591</id></User></data>'],
  ])('deletes several %s', async (_how, content) => {
    const { call, sandbox } = platform();
    const answer = await call('delete/saq/user', serviceRequest(content));
    expect(answer).toMatchObject({ code: 'SUCCESS', count: '2' });
    expect(answer.users).toHaveLength(2);
    expect(sandbox.snapshot()).toMatchObject({ users: [{ id: '401990' }] });
  });

  it('deletes nobody when nobody matches', async () => {
    const { call } = platform();
    const body = serviceRequest(filters(['firstName', 'EQUALS', 'NewVendor']));
    expect(await call('delete/saq/user', body)).toMatchObject({ code: 'SUCCESS', count: '0' });
  });

  it.each([
    ['neither filters nor data', '', /either by filters or in data/],
    ['both', `${filters(['id', 'EQUALS', '1'])}<data><User><id>401990</id></User></data>`, /either/],
    ['more than an id', '<data><User><id>401990</id><title>x</title></User></data>', /title/],
    ['an id that nobody has', '<data><User><id>401990</id></User><User><id>1</id></User></data>', /no user/],
  ])('refuses %s and deletes nobody', async (_what, content, message) => {
    const { call, sandbox } = platform();
    const before = sandbox.snapshot();
    expect(await call('delete/saq/user', serviceRequest(content))).toMatchObject(invalid(message));
    expect(sandbox.snapshot()).toEqual(before);
  });
});
