import { describe, expect, it } from 'vitest';
import { createMock } from '../index.js';
import type { VENDORS } from '../vendor/vendors.js';
import { violationText } from './violation-text.js';

describe('the sentence about a violation', () => {
  it.each([
    ['body', "Request body must have required property 'email'", 'The field email is required.'],
    ['body.0', "Request body property 0 must have required property 'op'", 'The field 0.op is required.'],
    ['body', "Request body must NOT have additional properties; found 'x'", 'The field x is not known here.'],
    ['body.name', 'Request body property name must be string', 'The field name must be a string.'],
    ['path.id', 'Request path parameter id must be integer', 'The path parameter id must be an integer.'],
    [
      'query.limit',
      'Request query parameter limit must be >= 1',
      'The query parameter limit must be at least 1.',
    ],
    [
      'body.username',
      'Request body property username must NOT have more than 60 characters',
      'The field username may have no more than 60 characters.',
    ],
    ['header.range', 'must match pattern "x"', 'The header range has a form that is not accepted.'],
    ['body', 'Request body must be object', 'The body must be an object.'],
    ['', 'Body parameter is required', 'The request needs a body.'],
    ['', 'Supported content types: application/json', 'The body must be sent as application/json.'],
  ])('%s: %s', (location, message, text) => {
    expect(violationText({ location, message })).toBe(text);
  });

  /** How Prism and Ajv begin or build their sentences. */
  const validators =
    /Request (body|query|header|path)|must (NOT )?have|must match|allowed values|must be equal|anyOf|oneOf/;

  const bad: [
    vendor: (typeof VENDORS)[number],
    method: string,
    path: string,
    body?: string,
    type?: string,
  ][] = [
    ['iq', 'POST', '/api/v2/users', '{"username":1,"zzz":2}'],
    ['iq', 'POST', '/api/v2/users', '<a/>', 'text/xml'],
    ['iq', 'POST', '/api/v2/users'],
    ['qlik', 'GET', '/api/v1/users?limit=0&sort=x&totalResults=z&status=zz'],
    ['qlik', 'POST', '/api/v1/users', '{"roles":["x"],"assignedRoles":["x"],"status":"active","email":1}'],
    ['qlik', 'PATCH', '/api/v1/users/62716ab404a7bd8626af9bd6', '[{"op":"x"},1]'],
    ['qlik', 'POST', '/api/v1/users/actions/invite', '{"invitees":[{"name":1}]}'],
    ['qradar', 'POST', '/api/config/access/users', '{"username":1,"user_role":"Analyst","nonsense":3}'],
    ['qradar', 'POST', '/api/config/access/users/1001', '{"security_profile":{"id":"x"}}'],
    ['qradar', 'GET', '/api/config/access/users/abc'],
    ['qradar', 'POST', '/api/staged_config/access/users', `{"username":"${'x'.repeat(99)}"}`],
    ['qualys-saq', 'GET', '/qps/rest/1.0/get/saq/user/abc'],
    ['qualys-saq', 'POST', '/qps/rest/1.0/create/saq/user', '<a/>', 'text/xml'],
  ];

  it.each(bad)('no validator speaks from %s: %s %s %s', async (vendor, method, path, body, type) => {
    const mock = await createMock(vendor, { strict: true });
    const headers = {
      ...mock.credentials.headers,
      ...(body && { 'content-type': type ?? 'application/json' }),
    };
    const answer = await mock.fetch(`http://vendor.example.com${path}`, {
      method,
      headers,
      ...(body && { body }),
    });
    expect(await answer.text()).not.toMatch(validators);
    expect(mock.violations).toEqual([]);
  });
});
