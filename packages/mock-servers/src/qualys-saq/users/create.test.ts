import { describe, expect, it } from 'vitest';
import { person, platform, serviceRequest } from '../platform.test.helper.js';

/** The two requests of the document, to the letter. */
const DOCUMENTED_ONE = `<?xml version="1.0" encoding="UTF-8"?>
<ServiceRequest>
<data>
<User>
<firstName>user</firstName>
<lastName>user</lastName>
<company>abc</company>
<emailAddress>user@abc.com</emailAddress>
</User>
</data>
</ServiceRequest>
`;
const DOCUMENTED_TWO = `<?xml version="1.0" encoding="UTF-8"?>
<ServiceRequest>
<data>
<User>
<firstName>abc-user</firstName>
<lastName>xyz-user</lastName>
<company>abc</company>
<emailAddress>user@abc.com</emailAddress>
</User>
<User>
<firstName>User</firstName>
<lastName>pqr</lastName>
<company>abc</company>
<emailAddress>user2@abc.com</emailAddress>
</User>
</data>
</ServiceRequest>
`;
const uuid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
const data = (...users: string[]) => serviceRequest(`<data>${users.join('')}</data>`);

describe('creating users', () => {
  it('answers both of the document’s requests, one after the other, in the shape of its samples', async () => {
    const { call } = platform();
    const one = await call('create/saq/user', DOCUMENTED_ONE);
    expect(one).toMatchObject({ status: 200, code: 'SUCCESS', count: '1' });
    expect(one.users).toEqual([
      {
        id: '404593',
        uuid,
        firstName: 'user',
        lastName: 'user',
        company: 'abc',
        emailAddress: 'user@abc.com',
        userName: 'user',
      },
    ]);
    const two = await call('create/saq/user', DOCUMENTED_TWO);
    expect(two).toMatchObject({ status: 200, code: 'SUCCESS', count: '2' });
    expect(two.users.map(({ id, userName }) => [id, userName])).toEqual([
      ['404594', 'user'],
      ['404595', 'user2'],
    ]);
    expect(two.text.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<ServiceResponse xmlns:xsi=')).toBe(
      true,
    );
    expect(two.text).toContain('xsi:noNamespaceSchemaLocation="http://localhost/qps/xsd/1.0/saq/user.xsd"');
  });

  it('keeps what was created, title and tags included', async () => {
    const { call } = platform();
    const tags =
      '<tags><set><TagSimple><name>Business Units</name></TagSimple><TagSimple><id>7513412</id></TagSimple></set></tags>';
    const created = await call('create/saq/user', data(person('jane@abc.com', `<title>dev</title>${tags}`)));
    expect(created.users[0].tags).toEqual({
      Tag: [
        { id: '7508422', name: 'Business Units' },
        { id: '7513412', name: 'Malware Domain Assets' },
      ],
    });
    const read = await call('get/saq/user/404593', undefined, { method: 'GET' });
    expect(read.users).toEqual(created.users);
  });

  it('gives a tag with a new name an id of its own, and the same one the next time', async () => {
    const { call } = platform();
    const tags = '<tags><set><TagSimple><name>Night shift</name></TagSimple></set></tags>';
    const { users } = await call('create/saq/user', data(person('a@b.c', tags), person('d@e.f', tags)));
    expect(users[0].tags.Tag).toEqual([{ id: '7513413', name: 'Night shift' }]);
    expect(users[1].tags).toEqual(users[0].tags);
  });

  it.each([
    [
      'a tag that does not exist',
      '<tags><set><TagSimple><id>1</id></TagSimple></set></tags>',
      /no tag with the id 1/,
    ],
    ['a tag without id and name', '<tags><set><TagSimple/></set></tags>', /neither id nor name/],
    ['the lower-case tag of the answers', '<tags><tag><id>7508422</id></tag></tags>', /tag.*not expected/],
  ])('refuses %s', async (_what, tags, message) => {
    const { call, sandbox } = platform();
    const before = sandbox.snapshot();
    const answer = await call('create/saq/user', data(person('jane@abc.com', tags)));
    expect(answer).toMatchObject({
      status: 200,
      code: 'INVALID_REQUEST',
      error: expect.stringMatching(message),
    });
    expect(sandbox.snapshot()).toEqual(before);
  });

  it.each(['firstName', 'lastName', 'company', 'emailAddress'])('refuses a user without %s', async (name) => {
    const { call } = platform();
    const incomplete = person('jane@abc.com').replace(new RegExp(`<${name}>.*</${name}>`), '');
    const answer = await call('create/saq/user', data(incomplete));
    expect(answer).toMatchObject({
      status: 200,
      code: 'INVALID_REQUEST',
      error: expect.stringContaining(name),
    });
    const empty = person('jane@abc.com').replace(new RegExp(`<${name}>.*</${name}>`), `<${name}> </${name}>`);
    expect((await call('create/saq/user', data(empty))).error).toBe(`The element ${name} is empty.`);
  });

  it.each([
    ['an id', data(person('jane@abc.com').replace('<User>', '<User><id>7</id>')), /id/],
    ['an unknown element', data(person('jane@abc.com', '<shoeSize>42</shoeSize>')), /shoeSize/],
    ['an element twice', data(person('jane@abc.com', '<emailAddress>b@b.c</emailAddress>')), /emailAddress/],
    ['no data', serviceRequest(''), /holds no User/],
    ['no user', serviceRequest('<data/>'), /holds no User/],
  ])('refuses %s', async (_what, body, message) => {
    const { call } = platform();
    const answer = await call('create/saq/user', body);
    expect(answer).toMatchObject({
      status: 200,
      code: 'INVALID_REQUEST',
      error: expect.stringMatching(message),
    });
  });

  it('refuses an address that another user has, and then creates none of the request’s users', async () => {
    const { call, sandbox } = platform();
    await call('create/saq/user', data(person('jane@abc.com')));
    const before = sandbox.snapshot();
    const again = await call('create/saq/user', data(person('other@abc.com'), person('Jane@ABC.com')));
    expect(again).toMatchObject({ code: 'INVALID_REQUEST', error: expect.stringContaining('Jane@ABC.com') });
    expect((await call('create/saq/user', data(person('x@y.z'), person('x@y.z')))).code).toBe(
      'INVALID_REQUEST',
    );
    expect(sandbox.snapshot()).toEqual(before);
  });

  it('carries every character that XML can, and references to characters', async () => {
    const { call } = platform();
    const user = person('jane@abc.com')
      .replace('Jane', '<![CDATA[<&>]]>&#x1F600;&amp;"\'&#13;&#10;<!-- no part of it --> x ')
      .replace('Roe', '  Zoë-李 ');
    const { users } = await call('create/saq/user', data(user));
    expect(users[0]).toMatchObject({ firstName: '<&>😀&"\'\r\n x ', lastName: '  Zoë-李 ' });
  });

  it('never gives an id twice', async () => {
    const { call } = platform();
    await call('create/saq/user', data(person('jane@abc.com')));
    await call('delete/saq/user/404593');
    expect((await call('create/saq/user', data(person('jane@abc.com')))).users[0].id).toBe('404594');
  });
});
