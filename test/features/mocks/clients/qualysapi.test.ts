import { type RunningMock, startMock } from '@rollcall/mock-servers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replay } from '../../../contract/raw-http.js';

let qualys: RunningMock<'qualys-saq'>;
beforeAll(async () => {
  qualys = await startMock('qualys-saq', { strict: true });
});
afterAll(() => qualys.close());

describe('qualysapi for Python', () => {
  // qualysapi/connector.py: build_request, format_http_method; what it sends through requests
  const send = (line: string, rest = '') =>
    replay(
      qualys.url,
      `${line} HTTP/1.1\nHost: <host>\nUser-Agent: python-requests/2.32.3\nAccept-Encoding: gzip, deflate\n` +
        'Accept: */*\nConnection: keep-alive\nX-Requested-With: Parag Baxi QualysAPI (python) v6.1.0\n' +
        `Authorization: Basic ${btoa('sandbox:sandbox')}${rest}`,
    );
  const EMPTY = '\nContent-Length: 0';
  const FILTERED =
    '\n\n<ServiceRequest><filters><Criteria field="id" operator="EQUALS">401990</Criteria></filters></ServiceRequest>';

  it('searches and counts without a body, which finds everybody', async () => {
    for (const [line, rest] of [
      ['POST /qps/rest/1.0/search/saq/user', EMPTY],
      ['POST /qps/rest/1.0/count/saq/user', EMPTY],
      ['POST /qps/rest/1.0/count/saq/user/', EMPTY],
      ['GET /qps/rest/1.0/count/saq/user', ''],
    ] as const) {
      const { body, status } = await send(line, rest);
      expect([line, status, body]).toEqual([line, 200, expect.stringContaining('<count>3</count>')]);
      expect(body).toContain('<responseCode>SUCCESS</responseCode>');
    }
    // What faults are aimed at, and what the contract holds answers to; the document has no GET for it.
    expect(qualys.journal.map(({ operationId }) => operationId)).toEqual([
      'searchUsers',
      'countUsers',
      'countUsers',
      undefined,
    ]);
    expect(qualys.violations).toEqual([]);
  });

  it('sends XML without saying so', async () => {
    const { body } = await send('POST /qps/rest/1.0/search/saq/user', FILTERED);
    expect(body).toContain('<count>1</count>');
    expect(body).toContain('<id>401990</id>');
  });

  it('gets a user by GET and by POST', async () => {
    for (const [line, rest] of [
      ['GET /qps/rest/1.0/get/saq/user/401990', ''],
      ['POST /qps/rest/1.0/get/saq/user/401990', EMPTY],
    ] as const) {
      expect((await send(line, rest)).body).toContain('<id>401990</id>');
    }
    expect(qualys.violations).toEqual([]);
  });

  it('changes and removes nobody without a body', async () => {
    for (const name of ['update', 'delete']) {
      const { body } = await send(`POST /qps/rest/1.0/${name}/saq/user`, EMPTY);
      expect(body).not.toContain('SUCCESS');
    }
    expect((await send('GET /qps/rest/1.0/count/saq/user')).body).toContain('<count>3</count>');
  });
});

describe('qualysdk for Python', () => {
  // qualysdk/tagging/calls.py, base/call_api.py: without conditions it sends no body, and its path ends in a slash
  it('gets all tags and those of a name', async () => {
    const send = (body = '') =>
      replay(
        qualys.url,
        'POST /qps/rest/2.0/search/am/tag/ HTTP/1.1\nHost: <host>\nUser-Agent: python-requests/2.32.3\n' +
          'Accept-Encoding: gzip, deflate\nAccept: application/json\nConnection: keep-alive\n' +
          // It leaves this header out, which a platform may mind.
          'X-Requested-With: qualysdk\nContent-Type: application/json\n' +
          `Authorization: Basic ${btoa('sandbox:sandbox')}${body === '' ? '\nContent-Length: 0' : `\n\n${body}`}`,
      );
    const all = (await send()).json.ServiceResponse;
    expect([all.responseCode, all.count]).toEqual(['SUCCESS', all.data.length]);
    const [{ Tag }] = all.data;
    const Criteria = [{ field: 'name', operator: 'EQUALS', value: Tag.name }];
    const named = (await send(JSON.stringify({ ServiceRequest: { filters: { Criteria } } }))).json;
    expect(named.ServiceResponse.data).toEqual([{ Tag }]);
    expect(qualys.violations).toEqual([]);
  });
});
