import { createIq } from '@rollcall/facade/iq';
import { nodeTransport } from '@rollcall/facade/node';
import { type RunningMock, startMock } from '@rollcall/mock-servers';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

// What a team tries before its first call to a server with a CA of its own.
describe('a client of ours before a mock that speaks TLS', () => {
  let mock: RunningMock<'iq'>;
  beforeAll(async () => {
    mock = await startMock('iq', { strict: true, tls: true });
  });
  afterAll(() => mock.close());

  function client(options: Parameters<typeof nodeTransport>[0]) {
    const transport = nodeTransport(options);
    onTestFinished(() => transport.close());
    const { password = '', username = '' } = mock.credentials;
    return createIq({ baseUrl: mock.url, auth: { username, password }, fetch: transport });
  }

  it('connects with the CA of the mock', async () => {
    expect((await client({ ca: mock.ca as string }).users.get('bob')).username).toBe('bob');
  });

  it('fails without it, before anything is sent, and says what to do', async () => {
    const sent = mock.journal.length;
    await expect(client({}).users.get('bob')).rejects.toThrow(
      /certificate is not trusted.*nodeTransport\(\{ ca \}\)/,
    );
    expect(mock.journal).toHaveLength(sent);
  });
});
