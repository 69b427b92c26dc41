import type { Vendor } from '@rollcall/mock-servers';

/** The addresses that pages give to a vendor's server. A sandbox takes the place of each while a snippet runs. */
const ADDRESSES: readonly [RegExp, Vendor][] = [
  [/https:\/\/(?:qradar|console)\.example\.com|(?:http:\/\/)?(?:127\.0\.0\.1|localhost):4010/g, 'qradar'],
  [/https:\/\/iq\.example\.com|http:\/\/localhost:8070|(?:http:\/\/)?(?:127\.0\.0\.1|localhost):4011/g, 'iq'],
  [/https:\/\/(?:tenant|acme)\.eu\.qlikcloud\.com|(?:http:\/\/)?(?:127\.0\.0\.1|localhost):4012/g, 'qlik'],
  [/https:\/\/qualysapi\.qualys\.com|(?:http:\/\/)?(?:127\.0\.0\.1|localhost):4013/g, 'qualys-saq'],
];

/** What a sandbox takes, under the names that the pages use. */
export const CREDENTIALS: Readonly<Record<string, string>> = {
  SEC_TOKEN: 'sandbox-token',
  FIRST_PASSWORD: 'Ch4nge-me',
  IQ_TOKEN: 'sandbox-token',
  IQ_USERNAME: 'admin',
  IQ_PASSWORD: 'admin123',
  QLIK_API_KEY: 'sandbox-key',
  QUALYS_USERNAME: 'sandbox',
  QUALYS_PASSWORD: 'sandbox',
};

/** The vendors whose servers a snippet calls. */
export function vendorsIn(code: string): Vendor[] {
  return ADDRESSES.filter(([address]) => code.search(address) >= 0).map(([, vendor]) => vendor);
}

/** The code with the sandboxes' addresses in the place of the vendors'. */
export function withSandboxes(code: string, urls: Partial<Record<Vendor, string>>): string {
  return ADDRESSES.reduce((text, [address, vendor]) => text.replaceAll(address, urls[vendor] ?? '$&'), code);
}

/** An address in a snippet that neither a sandbox answers nor the reader's own machine would be asked in earnest. */
export function strangeAddresses(code: string): string[] {
  const rest = ADDRESSES.reduce((text, [address]) => text.replaceAll(address, ''), code);
  return rest.match(/https?:\/\/[^\s'"`/)]+/g) ?? [];
}
