import { inspect } from 'node:util';
import type { Paged } from '@rollcall/facade';
import { createIq } from '@rollcall/facade/iq';
import { createQlik } from '@rollcall/facade/qlik';
import { createQRadar } from '@rollcall/facade/qradar';
import { describe, expect, it } from 'vitest';
import { cells, failure } from '../support/cells.js';
import { rawServer } from '../support/raw-server.js';
import { answer, json } from '../support/scripts.js';

/** Answers nothing, as nothing may be sent. */
const nobody = {
  baseUrl: 'https://vendor.example.com',
  fetch: () => Promise.reject(new Error('a request was sent')),
};
const qradar = createQRadar({ ...nobody, auth: { secToken: 'tok-3f9a' } });
const iq = createIq({ ...nobody, auth: { username: 'admin', password: 'pw-77c1' } });
const qlik = createQlik({ ...nobody, auth: { apiKey: 'key-3f9a' } });

describe('input of the wrong kind', () => {
  const user = {
    username: 'jane',
    password: 'a-password',
    user_role: { id: 2 },
    security_profile: { id: 1 },
  };

  it.each([
    [
      'a role left out',
      { user_role: undefined },
      /^user\.user_role is required, as \{ id: … \}; provision takes/,
    ],
    ['a role by name', { user_role: 'Analyst' }, /^user\.user_role must be \{ id: … \}, not 'Analyst'/],
    ['the bare number of a role', { user_role: 2 }, /^user\.user_role must be \{ id: … \}, not 2/],
    ['the number of a role as text', { user_role: { id: '2' } }, /not the text '2': write Number\('2'\)/],
    ['a profile left out', { security_profile: null }, /^user\.security_profile is required/],
    [
      'a number as text',
      { tenant_id: '3' },
      /^user\.tenant_id must be a number, not a text: write Number\('3'\)/,
    ],
    ['a text as a number', { description: 5 }, /^user\.description must be a text, not a number/],
  ])('is refused by QRadar before anything is sent: %s', async (_, change, text) => {
    const error = await failure(qradar.users.create({ ...user, ...change } as never));
    expect(error).toMatchObject({ name: 'InvalidInputError', outcome: 'not-sent' });
    expect(error.message).toMatch(text);
  });

  it.each([
    ['an id as text', () => qradar.users.get('7' as never), /^id must be a whole number, not the text '7'/],
    ['a name for an id', () => qradar.users.get('jane' as never), /not 'jane' \(a name\? look its id up/],
    [
      'a number as text in a patch',
      () => qradar.users.update(7, { inactivity_timeout: '30' } as never),
      /^patch\.inactivity_timeout must be a number, not a text: write Number\('30'\)/,
    ],
    [
      'a text for true or false',
      () => qradar.users.update(7, { enable_popup_notifications: 'true' } as never),
      /^patch\.enable_popup_notifications must be true or false, not a text/,
    ],
    [
      'a role left out of provision',
      () => qradar.users.provision({ username: 'j', password: 'a-pass', securityProfile: 'A' } as never),
      /^user\.role is required/,
    ],
    ['a number for a name in IQ', () => iq.users.update('jane', { firstName: 7 } as never), /must be a text/],
    ['a number for a subject in Qlik', () => qlik.users.create({ subject: 7 } as never), /must be a text/],
    [
      'a page size as text',
      () => qradar.users.list().toArray({ pageSize: '50' } as never),
      /^pageSize must be a whole number from 1/,
    ],
  ])('is refused before anything is sent: %s', async (_, work, text) => {
    const error = await failure(work());
    expect(error).toMatchObject({ name: 'InvalidInputError', outcome: 'not-sent' });
    expect(error.message).toMatch(text);
  });
});

describe.each(cells.filter(({ carrier }) => carrier === 'fetch'))('a list of $vendor.name', ({ vendor }) => {
  const list = () => vendor.open('https://vendor.example.com').list() as Paged<unknown> & unknown[];

  it('says in its own words that it is no array', async () => {
    const awaited = await list();
    const how = 'for await (const item of list), or await list.toArray()';
    expect(inspect(awaited)).toBe(`Paged { not fetched yet: ${how} }`);
    expect(JSON.stringify({ users: awaited })).toBe(`{"users":"not fetched yet: ${how}"}`);
    expect(inspect(awaited.byPage())).toContain('for await (const page of pages)');
  });

  it('refuses an index and its length, which would say that nobody is there', async () => {
    const awaited = await list();
    for (const look of [() => awaited[0], () => awaited.length, () => Array.from(awaited)])
      expect(look).toThrow(
        /^a list is no array.*for await \(const item of list\), or await list\.toArray\(\)/,
      );
  });
});

describe("an operation that only QRadar's guide has", () => {
  it("is named as such when the console says that there is no such endpoint, with IBM's in its place", async () => {
    const missing = json(404, { code: 1002, message: 'No such endpoint', http_response: { code: 404 } });
    const server = await rawServer([missing, answer(404, '<html>No such endpoint</html>')]);
    const { users } = createQRadar({ baseUrl: server.origin, auth: { secToken: 'tok-3f9a' } });
    for (let each = 0; each < 2; each += 1) {
      expect((await failure(users.delete(7))).message).toMatch(
        /→ 404.*Only the QRadar guide has this operation.*use staged\.users\.delete, then staged\.deploy/,
      );
    }
  });
});
