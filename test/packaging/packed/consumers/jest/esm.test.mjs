import { expect, test } from '@jest/globals';
import { createIq } from '@rollcall/facade/iq';
import { startMock } from '@rollcall/mock-servers';

test('a joiner can be found', async () => {
  const mock = await startMock('iq', { strict: true });
  const iq = createIq({ baseUrl: mock.url, auth: { username: 'admin', password: 'admin123' } });
  expect(await iq.users.find('bob')).toMatchObject({ username: 'bob' });
  await mock.close();
}, 60_000); // a sandbox starts in a second, on a busy machine in ten
