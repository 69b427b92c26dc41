import { request } from 'node:http';
import { type RunningMock, startMock } from '@rollcall/mock-servers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openConfigured } from '../../packages/scim/src/program/configured.js';
import { type RunningServer, startServer } from '../../packages/scim/src/program/server.js';
import { kim, TOKEN } from './bridge.test.helper.js';
import { envOf, temporaryFolder, writeConfig } from './program.test.helper.js';

const folder = temporaryFolder();
let mock: RunningMock;
let server: RunningServer;
beforeAll(async () => {
  mock = await startMock('qradar', { strict: true });
  const served = await openConfigured(writeConfig(folder, mock, { audit: 'audit.jsonl' }), envOf(mock));
  server = await startServer(served, { host: '127.0.0.1', port: 0, behindProxy: false });
});
afterAll(async () => {
  await server.stop();
  await mock.close();
});

/** With headers that fetch does not let through, such as Host. */
function page(headers: Record<string, string> = {}): Promise<{ status: number; text: string; csp: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(server.url, { headers }, async (answer) => {
      let text = '';
      for await (const chunk of answer) text += chunk;
      const csp = String(answer.headers['content-security-policy']);
      resolve({ status: answer.statusCode ?? 0, text, csp });
    });
    sent.on('error', reject).end();
  });
}

const write = (method: string, path: string, body: object) =>
  fetch(`${server.url}/scim/v2/console${path}`, {
    method,
    headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/scim+json' },
    body: JSON.stringify(body),
  });

describe("the operator's page", () => {
  it('shows systems, the last writes and who is in between, escaped and without secrets', async () => {
    expect((await page()).text).toContain('None since the start.');
    await write('POST', '/Users', kim);
    await write('POST', '/Users', {
      ...kim,
      userName: '<img src=x>',
      externalId: 'x',
      password: 'x9Qp2v-hidden',
    });
    await write('PUT', '/Users/%3Cscript%3E', kim);
    const fault = mock.faults.add({ method: 'POST', resetAfter: true, times: 1 });
    await write('POST', '/Users', { ...kim, userName: 'lou@acme.test', externalId: 'lou', emails: [] });
    fault.remove();
    const { csp, status, text } = await page();
    expect(status).toBe(200);
    expect(csp).toContain("default-src 'none'");
    expect(text).toContain('<th scope="row">console</th><td>qradar</td><td>removes</td>');
    expect(text).toMatch(/kim@acme\.test<\/td><td>201 created/);
    expect(text).toContain('<strong class="failed">404');
    expect(text).toMatch(/lou@acme\.test<\/td><td>creating/);
    expect(text).not.toMatch(/<img|<script|x9Qp2v-hidden/);
    for (const secret of [TOKEN, mock.credentials.secToken ?? TOKEN]) expect(text).not.toContain(secret);
  });

  it.each([
    ['a proxy passed on', { 'X-Forwarded-For': '203.0.113.7' }],
    ['another name points here for', { Host: 'evil.test' }],
  ])('is not there for a request that %s', async (_what, headers) => {
    expect((await page(headers as Record<string, string>)).status).toBe(404);
  });
});
