import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type RunningMock, startMock } from '../index.js';

const running: RunningMock[] = [];
describe('a mock behind a port', () => {
  afterEach(async () => {
    await Promise.all(running.splice(0).map((mock) => mock.close()));
  });

  async function start(options?: Parameters<typeof startMock>[1]): Promise<RunningMock> {
    const mock = await startMock('iq', options);
    running.push(mock);
    return mock;
  }

  function call(mock: RunningMock, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers({ ...mock.credentials.headers });
    if (init.body) headers.set('content-type', 'application/json');
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
    return fetch(mock.url + path, { ...init, headers });
  }

  it('a user is created, read, changed and deleted over the network', async () => {
    const mock = await start({ strict: true });
    const ted = { username: 'ted', firstName: 'Ted', lastName: 'Baker', email: 'tedbaker@example.com' };
    const body = JSON.stringify({ ...ted, password: 'secret' });
    expect((await call(mock, '/api/v2/users', { method: 'POST', body })).status).toBe(204);
    expect(await (await call(mock, '/api/v2/users/ted')).json()).toEqual(ted);
    const put = await call(mock, '/api/v2/users/ted', { method: 'PUT', body: '{"email":"tnorman@new.com"}' });
    expect(await put.json()).toEqual({ ...ted, email: 'tnorman@new.com' });
    expect((await call(mock, '/api/v2/users/ted', { method: 'DELETE' })).status).toBe(204);
    expect((await call(mock, '/api/v2/users/ted')).status).toBe(404);
    expect(mock.violations).toEqual([]);
  });

  it('HEAD answers without a body and the connection stays usable', async () => {
    const mock = await start();
    const head = await call(mock, '/api/v2/users', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await call(mock, '/api/v2/users')).status).toBe(200);
  });

  it('a taken port rejects with the error of Node', async () => {
    const { port } = await start();
    await expect(startMock('iq', { port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('close lets a running request finish, refuses new ones and may be called twice', async () => {
    let arrived = () => {};
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    // The journal reads the clock when a request arrives.
    const clock = {
      now: () => {
        arrived();
        return 0;
      },
    };
    const mock = await start({ latencyMs: 100, clock });
    const pending = call(mock, '/api/v2/users');
    await arrival;
    const closed = Promise.all([mock.close(), mock.close()]);
    expect((await pending).status).toBe(200);
    await closed;
    await expect(call(mock, '/api/v2/users')).rejects.toThrow('fetch failed');
  });

  it('close does not wait for idle keep-alive connections', async () => {
    const mock = await start();
    const socket = connect(mock.port, '127.0.0.1');
    const ended = new Promise((resolve) => socket.once('close', resolve));
    socket.write('GET /api/v2/users HTTP/1.1\r\nHost: x\r\n\r\n');
    await new Promise((resolve) => socket.once('data', resolve));
    await mock.close();
    await ended;
  });
});
