import * as iq from '@rollcall/iq/sdk';
import { createMock } from '@rollcall/mock-servers';
import * as qlik from '@rollcall/qlik/sdk';
import * as qradar from '@rollcall/qradar/sdk';
import * as saq from '@rollcall/qualys-saq/sdk';
import { describe, expect, it } from 'vitest';
import { failure, typeOf } from '../support/cells.js';
import { expectNoSecret } from '../support/expect-no-secret.js';
import { rawServer } from '../support/raw-server.js';
import { answer } from '../support/scripts.js';
import { vendors } from '../support/vendors/index.js';

const LIVE = 'aB3xQ97yKd';

const FACTS = { qradar, iq, qlik, 'qualys-saq': saq };
const marked = (list: 'secretFields' | 'secretHeaders') =>
  vendors.flatMap((vendor) =>
    FACTS[vendor.key][list].map((marked: string) => ({ vendor, name: vendor.name, marked })),
  );

describe.each(marked('secretFields'))(
  '$marked, which the spec of $name marks as secret',
  ({ vendor, marked: field }) => {
    it('is in no error of the client, in whatever a server puts it', async () => {
      const texts = [
        `{"${field}":"${LIVE}"}`,
        `{"id":1,"${field}":"${LIVE}`,
        `<html><input name="${field}" value="${LIVE}"></html>`,
        `<a><${field}>${LIVE}</${field}></a>`,
        `no ${field}=${LIVE} here`,
      ];
      for (const text of texts) {
        for (const [status, type] of [
          [400, typeOf(vendor)],
          [200, { 'Content-Type': 'text/html' }],
        ] as const) {
          const server = await rawServer(answer(status, text, type));
          const error = await failure(vendor.open(server.origin, { retry: false }).get(vendor.wire.id));
          expectNoSecret(error, [LIVE]);
        }
      }
    });

    it('is not in the journal of the sandbox, wherever a client sends it', async () => {
      const mock = await createMock(vendor.key);
      const send = (path: string, body?: string) =>
        mock.fetch(`http://vendor.example.com${path}`, {
          method: 'POST',
          headers: { ...mock.credentials.headers, 'content-type': 'application/json' },
          ...(body && { body }),
        });
      await send(`${vendor.wire.createPath}?${field}=${LIVE}`);
      await send(vendor.wire.createPath, JSON.stringify({ a: [{ [field]: { b: LIVE } }] }));
      await send(vendor.wire.createPath, `{"${field}":${LIVE}}`);
      expect(mock.journal).toHaveLength(3);
      expect(JSON.stringify([mock.journal, mock.violations])).not.toContain(LIVE);
    });
  },
);

describe.each(marked('secretHeaders'))(
  '$marked, which the spec of $name marks as secret',
  ({ vendor, marked: header }) => {
    it('is neither in an error of the client nor in the journal of the sandbox', async () => {
      const server = await rawServer((socket, request) =>
        answer(400, `you sent ${request.headers[header.toLowerCase()]}`)(socket, request),
      );
      const own = { [header]: LIVE };
      const error = await failure(
        vendor.open(server.origin, { headers: own, retry: false }).get(vendor.wire.id),
      );
      expect(error.body).toContain('you sent [redacted]');
      expectNoSecret(error, [LIVE]);
      const mock = await createMock(vendor.key);
      await mock.fetch(`http://vendor.example.com${vendor.wire.usersPath}`, { headers: own });
      expect(JSON.stringify(mock.journal)).not.toContain(LIVE);
    });
  },
);

it('IQ’s sandbox shows no user code that stands in a path, neither in the journal nor in a violation', async () => {
  const mock = await createMock('iq');
  const url = `http://iq.example.com/api/v2/userTokens/userCode/${LIVE}`;
  await mock.fetch(url, { method: 'DELETE', headers: mock.credentials.headers });
  expect(mock.journal[0]?.url).toBe('/api/v2/userTokens/userCode/***');
});
