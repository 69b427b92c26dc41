import { createQRadar } from '@rollcall/facade/qradar';
import { describe, expect, it } from 'vitest';
import { type Vendor, vendors } from '../support/vendors/index.js';

const HOST = 'https://vendor.example.com';
/** As jsdom's is under Jest: of a class that is not this realm's. */
const URL_OF_ANOTHER_REALM: unknown = { [Symbol.toStringTag]: 'URL', href: HOST };

/** The error of a client that cannot be made. */
function refusal(vendor: Vendor, options: object): Error {
  try {
    vendor.open(HOST, options as never);
  } catch (error) {
    expect(error).toMatchObject({ name: 'InvalidInputError', outcome: 'not-sent' });
    return error as Error;
  }
  throw new Error('the client was made, though it must not');
}

describe.each(vendors)('$name', (vendor) => {
  it.each([
    ['is missing', undefined, /^baseUrl is missing; expected something like https:/],
    ['has a line break', `${HOST}\n`, /^baseUrl holds a line break or a blank.*trim it/],
    ['has a zero-width blank', `${HOST}\u200b`, /^baseUrl holds a line break or a blank.*trim it/],
    ['has no scheme', 'vendor.example.com', /^baseUrl needs https:\/\/ in front/],
    ['has a port and no scheme', 'vendor.example.com:8443', /^baseUrl needs https:\/\/ in front/],
    ['has no slashes', 'https:vendor.example.com', /^baseUrl needs two slashes after https:/],
    ['has one slash', 'https:/vendor.example.com', /^baseUrl needs two slashes after https:/],
    ['has another scheme', 'htps://vendor.example.com', /^baseUrl must start with https:.*not htps:/],
    ['has its scheme twice', `https://${HOST}`, /^baseUrl holds https:\/\/ twice/],
    ['is in quotation marks', `"${HOST}"`, /^baseUrl stands in quotation marks/],
    ['is made of a variable that was not set', 'https://undefined', /host 'undefined': a variable/],
    ['holds a template', `https://\${HOST}`, /^baseUrl has '\$\{HOST\}' for a host, which is none/],
    ['names two hosts', 'https://a.example.com,b.example.com', /for a host, which is none/],
    ['has an IPv6 address without brackets', 'https://2001:db8::1', /stands in brackets/],
    ['has half an IPv4 address', 'https://10.0.0', /^baseUrl has '10\.0\.0' for a host/],
    ['has a port too large', `${HOST}:84430`, /port '84430', and ports are 1 to 65535/],
    ['has a port that is no number', `${HOST}:https`, /port 'https', and ports are/],
    ['has a colon and no port', `${HOST}:`, /colon without a port/],
  ])('says what is wrong with a baseUrl that %s', (_, baseUrl, text) => {
    expect(refusal(vendor, { baseUrl }).message).toMatch(text);
  });

  it('says which end of a baseUrl the client adds itself, and keeps other paths', () => {
    const [, first = ''] = vendor.wire.apiPath.split('/');
    for (const end of [`/${first}`, `/${first}/`, vendor.wire.apiPath]) {
      const error = refusal(vendor, { baseUrl: `${HOST}/behind${end}` });
      const shown = end.replace(/\/$/, '');
      expect(error.message).toBe(
        `baseUrl ends with ${shown}, which the client adds itself; leave it out: ${HOST}/behind`,
      );
    }
    vendor.open(`${HOST}/behind/a/proxy/${first}-gateway`);
  });

  it('takes a URL object, ports, IPv6 in brackets and names with underscores', () => {
    for (const baseUrl of [
      new URL(HOST),
      URL_OF_ANOTHER_REALM as URL,
      `${HOST}:8443/`,
      'https://[2001:db8::1]:8443',
      'https://in_house.example.com',
      'HTTPS://VENDOR.example.com',
      'https://bücher.example.com',
    ])
      vendor.open(HOST, { baseUrl } as never);
  });

  it.each([
    ['baseURL', HOST, /there is no 'baseURL'; did you mean 'baseUrl'\?/],
    ['url', HOST, /there is no 'url'; the address goes into baseUrl/],
    ['host', 'vendor.example.com', /there is no 'host'; the address goes into baseUrl/],
    ['token', 'a-long-token', /there is no 'token'; a credential goes into auth/],
    ['password', 'a-long-password', /there is no 'password'; a credential goes into auth/],
    ['proxy', 'http://proxy.example.com', /there is no 'proxy'; on Node it belongs to nodeTransport/],
    ['rejectUnauthorized', false, /there is no 'rejectUnauthorized'; on Node it belongs to nodeTransport/],
    ['timeout', 5000, /there is no 'timeout'; did you mean 'timeoutMs'\?/],
    ['timeoutMs', '5000', /^timeoutMs must be a number of milliseconds above 0/],
    ['maxInFlight', '4', /^maxInFlight must be a whole number from 1/],
    ['retry', { attempts: '3' }, /^retry\.attempts must be a whole number from 1 to 100/],
  ])('says where the option %s belongs, or what it must be', (name, value, text) => {
    const { message } = refusal(vendor, { [name]: value });
    expect(message).toMatch(text);
    expect(message).not.toMatch(/a-long-/);
  });

  const by = vendor.credential.auth.token ? 'token' : 'password';
  it.each([
    ['ends with a line break', 'a-secret-value\n', /begins or ends with a (blank or a )?line break.*trim it/],
    ['is empty', '', /is missing or empty; nothing was sent/],
    ['is a Promise', Promise.resolve('a-secret-value'), /must be a text, or a function.*not a Promise/],
    ['is a number', 12_345_678, /must be a text, or a function.*not number/],
  ])('says what is wrong with a credential that %s', (_, secret, text) => {
    const { message } = refusal(vendor, { secret, by });
    expect(message).toMatch(text);
    expect(message).not.toMatch(/a-secret|12345678/);
  });

  it('says that auth must be an object', () => {
    expect(refusal(vendor, { auth: 'a-secret-value' }).message).toBe('auth must be an object, not string');
  });
});

describe.each(vendors.filter(({ credential }) => credential.auth.token))('a token of $name', (vendor) => {
  it.each([
    ['begins with a blank', ' a-secret-value', /begins or ends with a blank.*trim it/],
    ['has its scheme in front', 'Bearer a-secret-value', /must be the token alone/],
    ['is a variable that was not set', 'undefined', /the text of a variable that was not set/],
    ['is a template', `\${TOKEN}`, /the text of a variable that was not set/],
    ['is in quotation marks', '"a-secret-value"', /in quotation marks/],
  ])('that %s is refused, and not shown', (_, secret, text) => {
    const { message } = refusal(vendor, { secret, by: 'token' });
    expect(message).toMatch(text);
    expect(message).not.toContain('a-secret');
  });
});

describe('a name and password', () => {
  const made = (auth: object) => () => createQRadar({ baseUrl: HOST, auth } as never);

  it('are told apart from a token, and each missing half is named', () => {
    expect(made({ password: 'a-secret-value' })).toThrow(/^auth\.username is missing/);
    expect(made({ username: 'admin' })).toThrow(/^auth\.password is missing/);
    expect(made({ secToken: 'a-token', username: 'admin', password: 'a-secret-value' })).toThrow(
      'auth holds both secToken and username; give the one that is to be sent',
    );
    expect(made({ username: 'admin ', password: 'a-secret-value' })).toThrow(/begins or ends with a blank/);
  });
});
