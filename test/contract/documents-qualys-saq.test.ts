import { readFileSync } from 'node:fs';
import { type RunningMock, startMock } from '@rollcall/mock-servers';
import { parseServiceResponse } from '@rollcall/qualys-saq';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RawAnswer, replay } from './raw-http.js';

let mock: RunningMock;
beforeAll(async () => {
  mock = await startMock('qualys-saq', { strict: true, vendorOptions: { requireXRequestedWith: false } });
});
beforeEach(() => mock.reset());
afterEach(() => expect(mock.violations).toEqual([]));
afterAll(() => mock?.close());

/** What the document's curl line sends; X-Requested-With, which the platform's APIs ask for, is not in it. */
const curl = `HTTP/1.1
Host: <host>
Authorization: Basic ${Buffer.from('sandbox:sandbox').toString('base64')}
User-Agent: curl/8.5.0
Accept: */*
content-type: text/xml`;
const create = (xml: string, head = curl) =>
  replay(mock.url, `POST /qps/rest/1.0/create/saq/user ${head}\n\n${xml}`);

const ONE_USER = `<?xml version="1.0" encoding="UTF-8"?>
<ServiceRequest>
<data>
<User>
<firstName>user</firstName>
<lastName>user</lastName>
<company>abc</company>
<emailAddress>user@abc.com</emailAddress>
</User>
</data>
</ServiceRequest>`;
const TWO_USERS = `<?xml version="1.0" encoding="UTF-8"?>
<ServiceRequest>
<data>
<User>
<firstName>abc-user</firstName>
<lastName>xyz-user</lastName>
<company>abc</company>
<emailAddress>user@abc.com</emailAddress>
</User>
<User>
<firstName>User</firstName>
<lastName>pqr</lastName>
<company>abc</company>
<emailAddress>user2@abc.com</emailAddress>
</User>
</data>
</ServiceRequest>`;

describe('the samples of the Qualys document', () => {
  it('create one user, who is answered with an id and a uuid', async () => {
    const answer = await create(ONE_USER);
    const { responseCode, count, data } = readValid(answer);
    expect(responseCode).toBe('SUCCESS');
    expect(count).toBe(1);
    // The company is left out: the document's own answer does not repeat the one that was sent.
    expect(data).toMatchObject([{ firstName: 'user', lastName: 'user', emailAddress: 'user@abc.com' }]);
    expectIds(data);
  });

  it('create two users in one request, in the order they were sent', async () => {
    const answer = await create(TWO_USERS);
    const { responseCode, count, data } = readValid(answer);
    expect(responseCode).toBe('SUCCESS');
    expect(count).toBe(2);
    expect(data).toMatchObject([
      { firstName: 'abc-user', lastName: 'xyz-user', emailAddress: 'user@abc.com' },
      { firstName: 'User', lastName: 'pqr', emailAddress: 'user2@abc.com' },
    ]);
    expectIds(data);
  });

  it('are answered alike with X-Requested-With', async () => {
    const answer = await create(ONE_USER, `${curl}\nX-Requested-With: curl`);
    expect(readValid(answer).responseCode).toBe('SUCCESS');
  });
});

describe('what the Qualys document says beside its samples', () => {
  it.each(['firstName', 'lastName', 'company', 'emailAddress'])(
    'creates nobody without %s',
    async (element) => {
      const before = mock.snapshot();
      const answer = await create(ONE_USER.replace(new RegExp(`<${element}>.*</${element}>\n`), ''));
      const { responseCode, responseErrorDetails, data } = readValid(answer);
      expect(responseCode).not.toBe('SUCCESS');
      expect(responseErrorDetails?.errorMessage).toBeTruthy();
      expect(data).toEqual([]);
      expect(mock.snapshot()).toEqual(before);
    },
  );

  it('says INVALID_XML inside HTTP 200 to a body that ends early', async () => {
    expect(readValid(await create(ONE_USER.replace('</ServiceRequest>', ''))).responseCode).toBe(
      'INVALID_XML',
    );
  });

  it('takes no wrong password', async () => {
    const wrong = curl.replace(/Basic \S+/, `Basic ${Buffer.from('sandbox:wrong').toString('base64')}`);
    expect((await create(ONE_USER, wrong)).status).toBe(401);
  });
});

/** HTTP 200 with a ServiceResponse that holds to the XSD, whatever its responseCode says. */
function readValid({ status, headers, body }: RawAnswer): ReturnType<typeof parseServiceResponse> {
  expect(status).toBe(200);
  expect(headers.get('content-type')).toMatch(/^(text|application)\/xml/);
  const xsd = XmlDocument.fromBuffer(
    readFileSync(new URL('../../specs/qualys-saq/1.0/saq.xsd', import.meta.url)),
  );
  const validator = XsdValidator.fromDoc(xsd);
  const document = XmlDocument.fromString(body);
  try {
    validator.validate(document);
  } finally {
    document.dispose();
    validator.dispose();
    xsd.dispose();
  }
  return parseServiceResponse(body);
}

function expectIds(users: readonly { id?: unknown; uuid?: unknown }[] | undefined): void {
  const ids = users?.map(({ id }) => id) ?? [];
  expect(new Set(ids).size).toBe(users?.length);
  for (const user of users ?? []) {
    expect(user.id).toMatch(/^[0-9]{1,19}$/);
    expect(user.uuid).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  }
}
