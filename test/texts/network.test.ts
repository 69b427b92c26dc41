import { describe, expect, it } from 'vitest';
import { cells, failure } from '../support/cells.js';
import { freePort } from '../support/free-port.js';
import { rawServer } from '../support/raw-server.js';
import { answer, redirect } from '../support/scripts.js';

const ONCE = { retry: false } as const;
const LOGIN = '<!DOCTYPE html><title>Sign in</title>';

describe.each(cells)('$title', ({ vendor, open }) => {
  const create = (baseUrl: string) => failure(open(baseUrl, ONCE).create());
  const read = (baseUrl: string) => failure(open(baseUrl, ONCE).get(vendor.wire.id));

  it('says that a name does not resolve, and thinks of DNS and VPN', async () => {
    const error = await create('https://vendor.nowhere.invalid');
    expect(error).toMatchObject({ name: 'NetworkError', outcome: 'not-sent' });
    expect(error.message).toMatch(
      /name vendor\.nowhere\.invalid (does not resolve|could not be looked up) \((ENOTFOUND|EAI_AGAIN)\).*DNS.*VPN/,
    );
  });

  it('says which port nothing listens at', async () => {
    const port = await freePort();
    const error = await create(`http://127.0.0.1:${port}`);
    expect(error.message).toContain(
      `nothing listens at 127.0.0.1:${port} (ECONNREFUSED). Check host and port in baseUrl`,
    );
    expect(error.message).toContain('Nothing was sent');
  });

  it('says of a 404 that is a web page that the address may be wrong', async () => {
    const server = await rawServer(answer(404, LOGIN, { 'Content-Type': 'text/html' }));
    expect((await read(server.origin)).message).toMatch(
      /→ 404.*a web page and not the API's: check host and path in baseUrl, and whether a proxy/,
    );
  });

  it('says of a login page with status 200 that it is one', async () => {
    const server = await rawServer(answer(200, LOGIN, { 'Content-Type': 'text/html' }));
    expect((await read(server.origin)).message).toMatch(/login page or a proxy.*check baseUrl/);
  });

  it('says of a captive portal what it wants', async () => {
    const asks = await rawServer(answer(511, LOGIN, { 'Content-Type': 'text/html' }));
    expect((await read(asks.origin)).message).toMatch(/→ 511.*captive portal/);
    const leads = await rawServer(redirect(302, 'http://portal.example/login'));
    expect((await read(leads.origin)).message).toMatch(
      /to another origin \(http:\/\/portal\.example\), which is never followed.*check baseUrl/,
    );
  });
});

it('says of a plain 407 that a proxy on the way asks', async () => {
  // The platform's fetch gives this status to nobody, and does not say why it failed.
  for (const { vendor, open } of cells.filter(({ carrier }) => carrier === 'node')) {
    const server = await rawServer(answer(407));
    const error = await failure(open(server.origin, ONCE).get(vendor.wire.id));
    expect(error.message).toMatch(/→ 407.*A proxy on the way wants credentials/);
  }
});

it("says of a port that browsers shun that the platform's fetch does not connect to it", async () => {
  for (const { vendor, open } of cells.filter(({ carrier }) => carrier === 'fetch')) {
    const error = await failure(open('http://127.0.0.1:25', ONCE).get(vendor.wire.id));
    expect(error).toMatchObject({ name: 'NetworkError', outcome: 'not-sent' });
    expect(error.message).toMatch(/does not connect to port 25.*Check the port in baseUrl/);
  }
});
