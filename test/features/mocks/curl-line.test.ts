import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startMock, type Vendor } from '@rollcall/mock-servers';
import { expect, it } from 'vitest';

const shell = promisify(execFile);
const PAGE = new URL('../../../packages/mock-servers/assets/page/curl.js', import.meta.url);

const ODD = `it's "$HOME" \`id\` \\ %41 <b>&amp;\n{x} [1-3] ü`;

const REQUESTS: Record<Vendor, { path: string; type?: string; body?: string }> = {
  qradar: {
    path: '/api/config/access/users',
    type: 'application/json',
    body: JSON.stringify({ username: 'zed', email: ODD }),
  },
  iq: { path: '/api/v2/users', type: 'application/json', body: JSON.stringify({ username: ODD }) },
  qlik: {
    path: '/api/v1/users',
    type: 'application/json',
    body: JSON.stringify({ subject: ODD, name: ODD }),
  },
  'qualys-saq': {
    path: '/qps/rest/1.0/search/saq/user',
    type: 'text/xml',
    body: `<ServiceRequest><filters><Criteria field="company" operator="EQUALS"><![CDATA[${ODD}]]></Criteria></filters></ServiceRequest>`,
  },
};

it.each(Object.entries(REQUESTS) as [Vendor, (typeof REQUESTS)[Vendor]][])(
  'a request to %s that was copied as curl is sent again as it was, from a shell',
  async (vendor, { body, path, type }) => {
    const { curlOf } = await import(PAGE.href);
    const mock = await startMock(vendor);
    const headers = {
      ...mock.credentials.headers,
      ...(type !== undefined && { 'content-type': type }),
      'x-odd': "it's $HOME",
    };
    const target = `${path}?filter[a]={1,2}&b=[1-3]&c=${encodeURIComponent(ODD)}`;
    await fetch(mock.url + target, { method: 'POST', headers, ...(body !== undefined && { body }) });
    const line: string = curlOf(mock.journal[0], mock.credentials.headers, mock.url);
    await shell('sh', ['-c', `${line} -s`]);
    const [first, again] = mock.journal;
    expect(mock.journal).toHaveLength(2);
    for (const name of ['method', 'url', 'requestBody', 'operationId'] as const) {
      expect([name, again?.[name]]).toEqual([name, first?.[name]]);
    }
    expect(again?.requestHeaders['x-odd']).toBe("it's $HOME");
    await mock.close();
  },
);

it('a copied request whose body the journal has cut reads it from a file, and sends nothing without one', async () => {
  const { curlOf } = await import(PAGE.href);
  const mock = await startMock('iq');
  const headers = { ...mock.credentials.headers, 'content-type': 'application/json' };
  const body = JSON.stringify({ username: 'x'.repeat(5000) });
  await fetch(`${mock.url}/api/v2/users`, { method: 'POST', headers, body });
  const line: string = curlOf(mock.journal[0], mock.credentials.headers, mock.url);
  expect(line).toContain('--data-binary @body ');
  const cwd = await mkdtemp(join(tmpdir(), 'rollcall-curl-'));
  await expect(shell('sh', ['-c', `${line} -s`], { cwd })).rejects.toMatchObject({ code: 1 });
  expect(mock.journal).toHaveLength(1);
  await writeFile(join(cwd, 'body'), body);
  await shell('sh', ['-c', `${line} -s`], { cwd });
  const [first, again] = mock.journal;
  expect([mock.journal.length, again?.requestBody]).toEqual([2, first?.requestBody]);
  await rm(cwd, { recursive: true });
  await mock.close();
});
