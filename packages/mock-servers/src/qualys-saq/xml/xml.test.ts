import { describe, expect, it } from 'vitest';
import { filters, person, platform, serviceRequest } from '../platform.test.helper.js';
import { readRequest, writeResponse } from './xml.js';

const bomb = `<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "lol">${'bcdefghij'
  .split('')
  .map((name, i) => `<!ENTITY ${name} "${`&${'abcdefghi'[i]};`.repeat(10)}">`)
  .join('')}]>
<ServiceRequest><filters><Criteria field="firstName" operator="EQUALS">&j;</Criteria></filters></ServiceRequest>`;
const quadratic = `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(50_000)}">]><ServiceRequest>${'&a;'.repeat(50_000)}</ServiceRequest>`;

describe('XML', () => {
  it.each([
    ['no XML', 'hello'],
    ['JSON', '{"data": {}}'],
    ['an open element', '<ServiceRequest><data>'],
    ['two roots', '<ServiceRequest/><ServiceRequest/>'],
    ['text after the root', '<ServiceRequest/>x'],
    ['an unknown entity', '<ServiceRequest>&nbsp;</ServiceRequest>'],
    ['a NUL', '<ServiceRequest>\u0000</ServiceRequest>'],
    ['an undeclared prefix', '<a:ServiceRequest/>'],
    ['a ServiceResponse', '<ServiceResponse><responseCode>SUCCESS</responseCode></ServiceResponse>'],
    ['another namespace', '<ServiceRequest xmlns="urn:x"/>'],
    ['a DOCTYPE', '<!DOCTYPE ServiceRequest><ServiceRequest/>'],
    [
      'an external entity',
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><ServiceRequest>&x;</ServiceRequest>',
    ],
    ['nested entities', bomb],
    ['a long entity many times', quadratic],
    ['ten thousand elements inside each other', '<a>'.repeat(10_000) + '</a>'.repeat(10_000)],
  ])('refuses %s as INVALID_XML, at once', async (_what, body) => {
    const { call } = platform();
    const start = performance.now();
    const answer = await call('search/saq/user', body);
    expect(answer).toMatchObject({ status: 200, code: 'INVALID_XML' });
    expect(answer.text.length).toBeLessThan(1000);
    expect(answer.text).not.toContain('root:');
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('refuses nothing as INVALID_XML where there is something to do', async () => {
    const { call } = platform();
    for (const path of ['create/saq/user', 'update/saq/user', 'delete/saq/user']) {
      expect(await call(path, '')).toMatchObject({ status: 200, code: 'INVALID_XML' });
    }
    expect(await call('search/saq/user', '')).toMatchObject({ status: 200, code: 'SUCCESS' });
  });

  it('says where it stopped', async () => {
    const { call } = platform();
    const { error } = await call('search/saq/user', '<ServiceRequest>\n<data>\n</ServiceRequest>');
    expect(error).toMatch(/Line 3: .*data/);
  });

  it('says which element breaks the schema, and where', async () => {
    const { call } = platform();
    const { error } = await call(
      'create/saq/user',
      serviceRequest('<data>\n<User>\n<name>x</name></User></data>'),
    );
    expect(error).toMatch(/Line 4, name: .*not expected.*firstName/);
    const missing = await call(
      'create/saq/user',
      serviceRequest('<data><User><firstName>x</firstName></User></data>'),
    );
    expect(missing.error).toMatch(/User: missing is lastName\./);
  });

  it('reads other encodings than UTF-8', async () => {
    const { call, sandbox } = platform();
    const text = serviceRequest(`<data>${person('zoe@abc.com').replace('Jane', 'Zoë')}</data>`);
    const latin = Uint8Array.from(text.replace('UTF-8', 'ISO-8859-1'), (char) => char.charCodeAt(0));
    expect((await call('create/saq/user', undefined, { body: latin })).code).toBe('SUCCESS');
    expect(sandbox.snapshot()).toMatchObject({ users: [{}, {}, {}, { firstName: 'Zoë' }] });
    expect((await call('create/saq/user', undefined, { body: latin.subarray(40) })).code).toBe('INVALID_XML');
  });

  it('reads comments and CDATA as any reader does', () => {
    const body = serviceRequest(filters(['id', 'EQUALS', '<!-- a -->40<![CDATA[45]]>&#57;1<?pi x?>']));
    const bytes = new TextEncoder().encode(body);
    expect(readRequest(bytes, 'searchUsers').filters).toEqual([
      { field: 'id', operator: 'EQUALS', value: '4045' + '91' },
    ]);
  });

  it('never sends an answer that breaks the schema', () => {
    const broken = { responseCode: 'SUCCESS', users: [{ id: 'seven' }] };
    expect(() => writeResponse(broken, 'http://localhost/x.xsd')).toThrow(/breaks saq\.xsd: .*id.*seven/);
  });
});
