import type { SystemConfig } from './types.js';

/**
 * Where a system stands, in one spelling: two configurations of one place are one system. Of Qualys the login tells which
 * subscription it is, as all of a platform's have the same address.
 */
export function placeOf({ auth, url, vendor }: Pick<SystemConfig, 'auth' | 'url' | 'vendor'>): string {
  const { host, pathname } = new URL(url);
  const address = `${host}${pathname.replace(/\/+$/, '')}/`;
  return vendor === 'qualys-saq' ? `${address} ${auth.username}` : address;
}
