import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { type RunningMock, startMock } from '../index.js';
import { acceptTls } from './accept-tls.js';
import { createServerCertificate } from './certificate.js';

const USERS = '/api/v2/users';

const running: RunningMock[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((mock) => mock.close()));
});

async function start(options: Parameters<typeof startMock>[1] = {}): Promise<RunningMock<'iq'>> {
  const mock = await startMock('iq', { strict: true, tls: true, ...options });
  running.push(mock);
  return mock;
}

/** Over a connection of its own, by any name that the certificate may hold. */
async function call(
  mock: RunningMock,
  {
    body = '',
    servername = '',
    url = mock.url + USERS,
  }: { body?: string; servername?: string; url?: string },
): Promise<{ status: number | undefined; text: string }> {
  const request = url.startsWith('https:') ? httpsRequest : httpRequest;
  const sent = request(url, {
    method: body === '' ? 'GET' : 'POST',
    headers: { ...mock.credentials.headers, 'content-type': 'application/json' },
    agent: false,
    ...(mock.ca !== undefined && { ca: mock.ca }),
    ...(servername !== '' && { servername }),
  });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const piece of response.setEncoding('utf8')) text += piece;
  return { status: response.statusCode, text };
}

describe('a mock that speaks TLS', () => {
  it('answers https to whoever trusts its CA, and http on the same port', async () => {
    const mock = await start();
    expect(mock.url).toBe(`https://127.0.0.1:${mock.port}`);
    expect((await call(mock, {})).text).toContain('admin');
    expect((await call(mock, { url: `http://127.0.0.1:${mock.port}${USERS}` })).status).toBe(200);
    await expect(call({ ...mock, ca: undefined }, {})).rejects.toThrow(/certificate/);
  });

  it('takes a long body over both', async () => {
    const mock = await start();
    const user = { username: 'ted', firstName: 'Ted', email: 'ted@example.com', password: 'secret' };
    const body = JSON.stringify({ ...user, lastName: 'B'.repeat(300_000) });
    expect((await call(mock, { body })).status).toBe(204);
    mock.reset();
    expect((await call(mock, { body, url: `http://127.0.0.1:${mock.port}${USERS}` })).status).toBe(204);
  });

  it.each(['localhost', 'mock.internal', '*.example.com'])('has a certificate for %s', async (name) => {
    const mock = await start({ allowedHosts: ['mock.internal', '*.example.com'] });
    const servername = name.replace('*', 'tenant');
    expect((await call(mock, { servername })).status).toBe(200);
    await expect(call(mock, { servername: 'other.test' })).rejects.toThrow(/altnames/);
  });

  it('has a certificate for the address that it listens on, and for every address when it listens on all', async () => {
    const one = await start({ host: '127.0.0.2' });
    expect((await call(one, {})).status).toBe(200);
    const all = await start({ host: '0.0.0.0' });
    expect((await call(all, { url: `https://127.0.0.1:${all.port}${USERS}` })).status).toBe(200);
  });

  it('refuses at the start a name that no certificate can hold', async () => {
    await expect(start({ allowedHosts: ['a b'] })).rejects.toThrow('a b is no host name');
  });

  it('names https in its links', async () => {
    const mock = await startMock('qlik', { tls: true });
    running.push(mock);
    const { text } = await call(mock, { url: `${mock.url}/api/v1/users?limit=1` });
    expect(JSON.parse(text).links.next.href).toMatch(`${mock.url}/api/v1/users?`);
  });

  it('cuts a connection under TLS where a fault says so', async () => {
    const mock = await start();
    mock.faults.add({ resetBefore: true });
    mock.faults.add({ truncate: true });
    await expect(call(mock, {})).rejects.toMatchObject({ code: 'ECONNRESET' });
    await expect(call(mock, {})).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect((await call(mock, {})).status).toBe(200);
  });

  it('closes at once beside connections that are silent or idle', async () => {
    const mock = await start();
    const silent = connect(mock.port, '127.0.0.1');
    const idle = tlsConnect({ port: mock.port, host: '127.0.0.1', ca: mock.ca });
    await Promise.all([once(silent, 'connect'), once(idle, 'secureConnect')]);
    idle.write(`GET ${USERS} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    await once(idle, 'data');
    const ended = [silent, idle].map((socket) => once(socket, 'close'));
    const before = performance.now();
    await mock.close();
    expect(performance.now() - before).toBeLessThan(1500);
    await Promise.all(ended);
  });

  it('cuts a connection that stays silent, as the server does with those that it knows', async () => {
    const server = createServer((_, response) => void response.end('here'));
    server.headersTimeout = 20;
    acceptTls(server, createServerCertificate(['localhost']));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const silent = connect(port, '127.0.0.1');
    await once(silent, 'close');
    const speaking = connect(port, '127.0.0.1', () =>
      speaking.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'),
    );
    expect(String(await once(speaking, 'data'))).toContain('here');
    speaking.destroy();
    server.close();
  });

  it('survives connections that hang up before or in the handshake', async () => {
    const mock = await start();
    for (const bytes of [[], [0x16], [0x16, 3, 1, 0, 2, 9, 9], [0x47]]) {
      const socket = connect(mock.port, '127.0.0.1');
      await once(socket, 'connect');
      socket.end(Buffer.from(bytes));
      socket.resume();
      await once(socket, 'close');
    }
    expect((await call(mock, {})).status).toBe(200);
  });
});
