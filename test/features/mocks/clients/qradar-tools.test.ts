import { type RunningMock, startMock } from '@rollcall/mock-servers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { replay } from '../../../contract/raw-http.js';

// What programs in Python send, written after their sources; nothing of them runs here.
let qradar: RunningMock<'qradar'>;
beforeAll(async () => {
  qradar = await startMock('qradar', { strict: true, taskStepMs: 0 });
});
beforeEach(() => qradar.reset());
afterAll(() => qradar.close());

interface Category {
  path: string;
  apis: { path: string; operations: { httpMethod: string }[] }[];
}

const STAGED = '/api/staged_config/access/users';

describe('the Ansible collection ibm.qradar 4.0.0', () => {
  // plugins/httpapi/qradar.py, plugins/module_utils/qradar.py; ansible.netcommon, plugins/connection/httpapi.py
  let signedIn = '';
  beforeEach(() => {
    signedIn = `Authorization: Basic ${btoa('admin:admin123')}`;
  });

  /** One request. Fails where the collection does: at an answer without a cookie, and at one that is no JSON. */
  async function send(line: string, body = '') {
    const { headers, status, ...answer } = await replay(
      qradar.url,
      `${line} HTTP/1.1\nAccept-Encoding: identity\nHost: <host>\nUser-Agent: ansible-httpget\n` +
        `Content-Type: application/json\nVersion: 9.1\n${signedIn}\nConnection: close${body && `\n\n${body}`}`,
    );
    const cookie = headers.get('set-cookie');
    if (cookie === null) throw new TypeError("argument of type 'NoneType' is not iterable");
    if (cookie.includes('SEC')) signedIn = `SEC: ${cookie.split(';')[0]?.split('=').at(-1)}`;
    return { status, json: JSON.parse(answer.body || '{}') };
  }

  it('deploys, is told that nothing changed, and signs out', async () => {
    const nothing = await send('POST /api/staged_config/deploy_status', '{"type": "INCREMENTAL"}');
    expect(nothing).toMatchObject({ status: 409, json: { code: 1002 } });
    expect(nothing.json.message).toContain('No changes to deploy');
    expect(signedIn).toMatch(/^SEC: ./);
    const user = { username: 'dora', email: 'd@example.com', password: 'secret1' };
    const staged = { ...user, user_role_id: 2, security_profile_id: 1 };
    expect((await send(`POST ${STAGED}`, JSON.stringify(staged))).status).toBe(201);
    expect((await send('POST /api/staged_config/deploy_status', '{"type": "FULL"}')).status).toBe(200);
    expect(await send('POST /auth/logout')).toEqual({ status: 204, json: {} });
    const { status } = await replay(
      qradar.url,
      `GET ${STAGED} HTTP/1.1\nHost: <host>\n${signedIn}\nConnection: close`,
    );
    expect(status).toBe(401);
    expect(qradar.violations).toEqual([]);
  });

  it('gets refusals that it can read', async () => {
    expect((await send('GET /api/analytics/rules')).status).toBe(404);
    const refused = await send(`POST ${STAGED}`, '{"username": "dora"}');
    expect([refused.status, typeof refused.json.message]).toEqual([422, 'string']);
  });
});

describe('IBM’s MCP server', () => {
  // src/config.py, src/client.py, src/tools.py
  const send = (line: string, range = '') =>
    replay(
      qradar.url,
      `${line} HTTP/1.1\nHost: <host>\nAccept-Encoding: gzip, deflate\nConnection: keep-alive\n` +
        'User-Agent: python-httpx/0.28.1\nSEC: sandbox-token\nContent-Type: application/json\n' +
        `Accept: application/json\nVersion: 20.0${range && `\nRange: items=${range}`}`,
    );

  it('reads users by the version that it was written for', async () => {
    const filter = encodeURIComponent("username = 'jdoe'");
    const { headers, json } = await send(`GET /api/config/access/users?filter=${filter}`, '0-49');
    expect(json).toEqual([expect.objectContaining({ username: 'jdoe' })]);
    expect(headers.get('deprecated')).toBe('true');
    expect(qradar.violations).toEqual([]);
  });

  it('finds an operation by its path, and by words of its path or summary, before it calls it', async () => {
    const find = async (filter: string, range: string) => {
      const { json, status } = await send(
        `GET /api/help/endpoints?filter=${encodeURIComponent(filter).replaceAll('%20', '+')}`,
        range,
      );
      expect([filter, status]).toEqual([filter, 200]);
      return json.map(({ path }: { path: string }) => path);
    };
    const STAGED_PATH = STAGED.replace('/api', '');
    expect(await find(`path='${STAGED_PATH}' AND http_method='POST'`, '0-0')).toEqual([STAGED_PATH]);
    expect(await find("path ILIKE '/staged_config%' AND http_method='POST'", '0-20')).toContain(STAGED_PATH);
    const words = "(path ILIKE '%user%' OR summary ILIKE '%user%') AND http_method='POST'";
    expect(await find(words, '0-9')).toContain(STAGED_PATH);
    expect(await find("path='/nothing' AND http_method='POST'", '0-0')).toEqual([]);
    expect((await send('GET /api/system/about')).status).toBe(200);
    expect(qradar.violations).toEqual([]);
  });
});

describe('integrations of security platforms', () => {
  const send = (line: string, headers: string) =>
    replay(
      qradar.url,
      `${line} HTTP/1.1\nHost: <host>\nUser-Agent: python-requests/2.32.3\nAccept-Encoding: gzip, deflate\n` +
        `Connection: keep-alive\n${headers}`,
    );

  it('Splunk SOAR tests a console by its databases, with either kind of credentials and without a version', async () => {
    // splunk-soar-connectors/qradar, qradar_connector.py: _test_connectivity
    for (const signedIn of ['SEC: sandbox-token', `Authorization: Basic ${btoa('jdoe:jdoe123')}`]) {
      const { json, status } = await send(
        'GET /api/ariel/databases',
        `Accept: application/json\n${signedIn}`,
      );
      expect([status, json]).toEqual([200, ['events', 'flows']]);
    }
    expect((await send('GET /api/ariel/databases', 'Accept: */*\nSEC: wrong')).status).toBe(401);
  });

  it('Cortex XSOAR tests a console by its first offense, and reads what is new by a filter', async () => {
    // QRadar_v3: test_module_command, offenses_list
    const signedIn =
      'SEC: sandbox-token\nVersion: 10.1\nAccept: application/json\nContent-Type: application/json';
    const tested = await send('GET /api/siem/offenses', `${signedIn}\nRange: items=0-0`);
    expect([tested.status, tested.json, tested.headers.get('content-range')]).toEqual([200, [], 'items */0']);
    const filter = encodeURIComponent('id>12 AND status=OPEN');
    const fetched = await send(
      `GET /api/siem/offenses?filter=${filter}&sort=%2Bid`,
      `${signedIn}\nRange: items=0-19`,
    );
    expect([fetched.status, fetched.json]).toEqual([200, []]);
    expect((await send('GET /api/siem/offenses', 'Version: 10.1\nSEC: wrong')).status).toBe(401);
  });

  it('IBM’s older samples print what the console can do', async () => {
    // IBM/api-samples, apiclient.py: print_api, and the parameters of its help text
    const signedIn = 'SEC: sandbox-token\nAccept: application/json';
    const capabilities = async (query = '') =>
      (await send(`GET /api/help/capabilities${query}`, signedIn)).json.categories;
    const printed = (categories: Category[]) =>
      categories.flatMap(({ apis, path }) =>
        apis.flatMap((api) => api.operations.map(({ httpMethod }) => `${httpMethod} ${path}${api.path}`)),
      );
    expect(printed(await capabilities())).toEqual(
      expect.arrayContaining([`POST ${STAGED.replace('/api', '')}`]),
    );
    const [help] = await capabilities("?httpMethods=['GET']&categories=['/help']");
    expect(printed([help])).toContain('GET /help/versions/{version_id}');
    expect(printed([help]).every((line) => line.startsWith('GET /help/'))).toBe(true);
    expect(help.apis[0].operations[0]).toEqual({
      version: '26.0',
      httpMethod: 'GET',
      description: expect.any(String),
      supportedContentTypes: [{ mimeType: 'application/json' }],
      parameters: expect.any(Array),
    });
  });

  it('IBM’s samples check their configuration with two slashes, and are told of old versions', async () => {
    // IBM/api-samples, modules/config.py: _verify_config; introduction/07_DeprecatedHeader.py, 08_RemovedVersion.py
    const signedIn = 'Accept: application/json\nSEC: sandbox-token';
    const checked = await send(
      `GET /api//help/versions?categories=${encodeURIComponent("['/help']")}`,
      signedIn,
    );
    expect(checked.status).toBe(200);
    for (const version of ['4.0', '6.0', '7.0']) {
      const { headers, status } = await send('GET /api/ariel/databases', `${signedIn}\nVersion: ${version}`);
      expect([version, status, headers.get('deprecated')]).toEqual([version, 200, 'true']);
    }
    const { json, status } = await send('GET /api/ariel/databases', `${signedIn}\nVersion: 1.0`);
    expect([status, json.message]).toEqual([422, expect.stringContaining('has been removed')]);
    expect(qradar.violations).toEqual([]);
  });

  it('Cortex XSOAR reads from a 403 what the account lacks', async () => {
    // demisto/content, Packs/QRadar/Integrations/QRadar_v3: qradar_error_handler
    const signedIn = `Authorization: Basic ${btoa('jdoe:jdoe123')}`;
    const { json, status } = await send(`GET ${STAGED}`, `Accept: */*\nVersion: 10.1\n${signedIn}`);
    expect(status).toBe(403);
    expect(json.message).toContain('User has insufficient capabilities to access this endpoint resource');
  });
});
