// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references to secrets look like this in rollcall.yaml
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from '@rollcall/accounts';
import { connectSystems, openConfig, parseConfig } from '@rollcall/accounts/config';
import { InvalidInputError } from '@rollcall/facade';
import { type RunningMock, startMock } from '@rollcall/mock-servers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let dir: string;
let mock: RunningMock;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'rollcall-config-'));
  mock = await startMock('iq', { strict: true });
});
afterAll(async () => {
  await mock.close();
  rmSync(dir, { recursive: true, force: true });
});

function write(text: string): string {
  const file = join(dir, 'rollcall.yaml');
  writeFileSync(file, text);
  return file;
}

const iqSystem = (extra = '') =>
  `systems:
  iq:
    vendor: iq
    url: ${mock.url}
    auth: { username: ${mock.credentials.username}, password: '\${env:IQ_PASSWORD}' }
    service: [Bob]
    breakGlass: [emergency@example.com]
    ${extra}`;

describe('a secret that stands where a reference belongs', () => {
  it('is not shown when it begins with *, which YAML takes for an alias', () => {
    const text = 'systems: { iq: { vendor: iq, url: "https://iq", auth: { bearerToken: *hunter2 } } }';
    const read = () => parseConfig(text, 'rollcall.yaml');
    expect(read).toThrow(InvalidInputError);
    expect(read).toThrow(/is not YAML: a value that begins with \*.*in quotation marks/);
    expect(read).not.toThrow(/hunter2/);
  });

  it('is not shown when a program gives it', async () => {
    const system = { vendor: 'iq', url: 'https://iq', auth: { bearerToken: 'hunter2' } } as const;
    const connecting = connectSystems({ systems: { iq: system } }, { env: {}, dir });
    await expect(connecting).rejects.toThrow(/^systems\.iq: a secret must be \$\{env:NAME\}/);
    await expect(connecting).rejects.not.toThrow(/hunter2/);
  });
});

describe('openConfig', () => {
  it('makes systems that answer, with the accounts that must be left alone', async () => {
    const env = { IQ_PASSWORD: mock.credentials.password };
    const { systems } = await openConfig(write(iqSystem()), { env });
    const [{ accounts, name, protection } = expect.fail()] = systems;
    expect([name, accounts.vendor]).toEqual(['iq', 'iq']);
    const reasons = new Map<string, string | undefined>();
    for await (const account of accounts.list()) reasons.set(account.login, protection.reasonFor(account));
    expect(reasons.get('bob')).toBe('it is a service account');
    expect(reasons.get('admin')).toBe('it is the account of the credential in use');
    const someone: Account = { system: 'iq', id: 'Internal/x', login: 'x', addresses: [] };
    expect(protection.reasonFor(someone)).toBeUndefined();
    expect(protection.reasonFor({ ...someone, login: 'ADMIN' })).toBe('it is an administrator');
    expect(protection.reasonFor({ ...someone, addresses: ['Emergency@example.com'] })).toBe(
      'it is a break-glass account',
    );
    expect(protection).toMatchObject({ service: ['Bob'], breakGlass: ['emergency@example.com'] });
  });

  it.each([
    ['an environment variable that is not set', '${env:NOT_SET}', /variable NOT_SET the secret/],
    ['a file that is not there', '${file:secret.txt}', /ENOENT.*secret\.txt must hold the secret/],
    ['a command that fails', '{ command: ["false"] }', /'false' for a secret failed \(1\); run it by hand/],
    ['a command that prints nothing', '{ command: ["true"] }', /printed nothing/],
  ])('says what to do about %s', async (_title, reference, message) => {
    const quoted = reference.startsWith('$') ? `'${reference}'` : reference;
    const file = write(iqSystem().replace("'${env:IQ_PASSWORD}'", quoted));
    const failure = openConfig(file, { env: { PATH: process.env.PATH } });
    await expect(failure).rejects.toThrow(InvalidInputError);
    await expect(failure).rejects.toThrow(message);
    await expect(failure).rejects.toThrow(/^systems\.iq: /);
  });

  it('names the certificate that cannot be read', async () => {
    const file = write(iqSystem('tls: { ca: no-such.pem }'));
    await expect(openConfig(file, { env: { IQ_PASSWORD: 'some secret' } })).rejects.toThrow(
      /tls\.ca cannot be read \(ENOENT\): .*no-such\.pem must be a file of PEM/,
    );
  });

  it('names the systems that there are when another is chosen', async () => {
    await expect(openConfig(write(iqSystem()), { systems: ['qi'] })).rejects.toThrow(/'qi'; there are iq/);
  });
});

describe('parseConfig', () => {
  it('takes two subscriptions of Qualys on one platform, and no subscription twice', () => {
    const of = (username: string) =>
      `{ vendor: qualys-saq, url: "https://x.example", auth: { username: ${username}, password: "\${env:P}" } }`;
    const config = (one: string, two: string) => `systems: { one: ${of(one)}, two: ${of(two)} }`;
    expect(Object.keys(parseConfig(config('a', 'b'), 'rollcall.yaml').systems)).toEqual(['one', 'two']);
    expect(() => parseConfig(config('a', 'a'), 'rollcall.yaml')).toThrow(
      /one and systems\.two are one address/,
    );
  });

  const one = (system: string) => `systems: { one: { url: "https://x.example", ${system} } }`;

  it.each([
    [
      one('vendor: qlik, auth: { username: a, password: "${env:P}" }'),
      /has username and password, and qlik takes apiKey/,
    ],
    [
      one('vendor: qradar, auth: {}'),
      /auth\.secToken is missing: qradar takes secToken, or username and password/,
    ],
    [one('vendor: iq, auth: { username: a }'), /auth\.password is missing/],
    [one('vendor: qlik, auth: { apiKey: "${env:K}" }, realms: [SAML]'), /realms is for iq, and this is qlik/],
    [
      one('vendor: iq, auth: { bearerToken: "${env:K}" }, realms: [Saml]'),
      /must be one of Internal, SAML, OAUTH2/,
    ],
    [
      one('vendor: qlik, auth: { apiKey: "${env:K}" }, brakeGlass: [x]'),
      /'brakeGlass'.*it takes .*breakGlass/,
    ],
    [one('vendor: qlik, auth: { apiKey: my-secret-key }'), /never the secret itself/],
    ['systems: { one: { auth: { apiKey: my-secret-key } }', /^f is not YAML: /],
  ])('%s is refused in one sentence that holds no secret', (text, message) => {
    const thrown = (() => {
      try {
        return parseConfig(text, 'f');
      } catch (error) {
        return error as Error;
      }
    })();
    expect(thrown).toBeInstanceOf(InvalidInputError);
    expect((thrown as Error).message).toMatch(message);
    expect((thrown as Error).message).not.toMatch(/my-secret-key|\n/);
  });

  it('checks by the schema that is published for editors', () => {
    const require = createRequire(join(import.meta.dirname, '../../packages/cli/package.json'));
    const schema = require('@rollcall/accounts/rollcall.schema.json');
    expect(Object.keys(schema.definitions.system.properties)).toContain('breakGlass');
  });
});
