import { describe, expect, it } from 'vitest';
import { createMock } from '../index.js';
import type { Vendor } from '../vendor/vendors.js';

const user = (firstName: string, lastName: string, emailAddress: string) =>
  `<User>\n<firstName>${firstName}</firstName>\n<lastName>${lastName}</lastName>\n<company>abc</company>\n<emailAddress>${emailAddress}</emailAddress>\n</User>`;
const service = (users: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<ServiceRequest>\n<data>\n${users}\n</data>\n</ServiceRequest>`;

/** The creates of the four documents, to the letter. */
const creates: [vendor: Vendor, path: string, body: string, status: number, answer: RegExp][] = [
  [
    'qradar',
    '/api/config/access/users',
    '{"username":"jsmith","password":"P@ssw0rd!","email":"jsmith@example.com","user_role":{"id":2},"security_profile":{"id":1}}',
    201,
    /"id":1002,"username":"jsmith"/,
  ],
  [
    'iq',
    '/api/v2/users',
    '{"username": "ted","password": "secret","firstName": "Ted","lastName": "Baker","email": "tedbaker@example.com"}',
    204,
    /^$/,
  ],
  [
    'qlik',
    '/api/v1/users',
    '{"name":"John Smith","email":"john.smith@corp.example","status":"invited","picture":"https://corp.example/docs/jsmith.png","subject":"1234asdasa6789","tenantId":"q3VRZ4YMixRaLKEPhkZWM-XMIDN7cO8f","assignedRoles":[{"name":"Developer"}]}',
    201,
    /"name":"John Smith","email":"john\.smith@corp\.example"/,
  ],
  [
    'qualys-saq',
    '/qps/rest/1.0/create/saq/user',
    service(user('user', 'user', 'user@abc.com')),
    200,
    /<responseCode>SUCCESS<\/responseCode>\s*<count>1</,
  ],
  [
    'qualys-saq',
    '/qps/rest/1.0/create/saq/user',
    service(user('abc-user', 'xyz-user', 'user@abc.com') + user('User', 'pqr', 'user2@abc.com')),
    200,
    /<responseCode>SUCCESS<\/responseCode>\s*<count>2</,
  ],
];

describe('the creates that the documents show', () => {
  it.each(creates)(
    '%s: the document’s create works on a fresh sandbox',
    async (vendor, path, body, status, answer) => {
      const mock = await createMock(vendor, { strict: true });
      const type = vendor === 'qualys-saq' ? 'text/xml' : 'application/json';
      const response = await mock.fetch(`http://vendor.example.com${path}`, {
        method: 'POST',
        body,
        headers: { ...mock.credentials.headers, 'content-type': type },
      });
      expect([response.status, await response.text()]).toEqual([status, expect.stringMatching(answer)]);
      expect(mock.violations).toEqual([]);
    },
  );
});
