import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMock, type InProcessMock } from '../../index.js';

const SEARCH = 'https://qualys.example/qps/rest/2.0/search/am/tag';

let mock: InProcessMock;
beforeEach(async () => {
  mock = await createMock('qualys-saq', { strict: true });
});
afterEach(() => expect(mock.violations).toEqual([]));

async function search(request: unknown, headers: Record<string, string> = {}) {
  const response = await mock.fetch(SEARCH, {
    method: 'POST',
    headers: { ...mock.credentials.headers, 'content-type': 'application/json', ...headers },
    body: typeof request === 'string' ? request : JSON.stringify({ ServiceRequest: request }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return { status: response.status, answer: isJson ? JSON.parse(text).ServiceResponse : text };
}

const where = (field: string, operator: string, value: string) => ({
  filters: { Criteria: [{ field, operator, value }] },
});
const names = ({ data = [] }: { data?: { Tag: { name: string } }[] }) => data.map(({ Tag }) => Tag.name);

describe('the search for tags', () => {
  it('finds the tags that users have by id and by name, in JSON', async () => {
    const { answer } = await search(where('name', 'EQUALS', 'Business Units'));
    expect(answer).toEqual({
      responseCode: 'SUCCESS',
      count: 1,
      hasMoreRecords: false,
      data: [{ Tag: { id: 7508422, name: 'Business Units', ruleType: 'STATIC' } }],
    });
    expect(names((await search(where('id', 'LESSER', '7513412'))).answer)).toEqual(['Business Units']);
    expect(names((await search(where('name', 'CONTAINS', 'Domain'))).answer)).toHaveLength(1);
    const none = await search(where('name', 'EQUALS', 'business units'));
    expect(none.answer).toEqual({ responseCode: 'SUCCESS', count: 0, hasMoreRecords: false });
  });

  it('goes from page to page by id GREATER lastId, and knows tags that nobody has', async () => {
    mock.seed({ users: [], tags: [{ name: 'Auditors' }, { id: '9', name: 'Old' }] });
    const seen: string[] = [];
    let lastId = 0;
    for (;;) {
      const page = where('id', 'GREATER', String(lastId));
      const { answer } = await search({ ...page, preferences: { limitResults: 1 } });
      seen.push(...names(answer));
      if (!answer.hasMoreRecords) break;
      lastId = answer.lastId;
    }
    expect(seen).toEqual(['Old', 'Business Units', 'Malware Domain Assets', 'Auditors']);
  });

  it('refuses in its own form what does not fit', async () => {
    const wrong = await search(where('color', 'CONTAINS', '#F'));
    expect(wrong.status).toBe(200);
    expect(wrong.answer).toMatchObject({ responseCode: 'INVALID_REQUEST' });
    expect(wrong.answer.responseErrorDetails.errorMessage).toContain('CONTAINS');
    expect((await search({ filters: {} })).answer.responseCode).toBe('INVALID_REQUEST');
    expect((await search('{')).answer.responseCode).toBe('INVALID_REQUEST');
    expect((await search('<x/>', { 'content-type': 'text/xml' })).status).toBe(415);
  });

  it('finds a tag that a user was given by name, and not the other way round', async () => {
    const given =
      '<ServiceRequest><data><User><tags><add><TagSimple><name>Payments</name></TagSimple></add></tags></User></data></ServiceRequest>';
    await mock.fetch('https://qualys.example/qps/rest/1.0/update/saq/user/401990', {
      method: 'POST',
      headers: { ...mock.credentials.headers, 'content-type': 'text/xml' },
      body: given,
    });
    const { answer } = await search(where('name', 'EQUALS', 'Payments'));
    expect(answer.count).toBe(1);
    const user = (mock.snapshot() as { users: { id: string; tags?: { name: string }[] }[] }).users.find(
      ({ id }) => id === '401990',
    );
    expect(user?.tags).toEqual([{ id: String(answer.data[0].Tag.id), name: 'Payments' }]);
  });
});
