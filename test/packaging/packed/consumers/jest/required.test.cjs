const { createIq } = require('@rollcall/facade/iq');

test('what is required refuses a name that is none', async () => {
  const iq = createIq({ baseUrl: 'https://iq.example.com', auth: { token: 'tok-12345' } });
  await expect(iq.users.find('')).rejects.toThrow(/must not be empty/);
});
