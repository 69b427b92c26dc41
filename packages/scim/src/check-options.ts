import { hashToken } from './http/authenticate.js';
import type { ScimOptions, ScimSystem } from './options.js';

/** Options that are numbers above 0. */
const NUMBERS = [
  'maxBodyBytes',
  'bulkOperations',
  'requestsPerSecond',
  'requestTimeoutMs',
  'removalWaitMs',
  'removalIntervalMs',
] as const;
const NO_TOKEN = hashToken('');

/**
 * Looks at what a program without TypeScript may have got wrong and what would show late: at the first request, or when a
 * leaver is reported.
 *
 * @throws TypeError that says what to do, without the hash of a token.
 */
export function checkOptions(systems: Readonly<Record<string, ScimSystem>>, options: ScimOptions): void {
  for (const { name, sha256 } of options.tokens) {
    if (!/^[0-9a-f]{64}$/i.test(sha256)) {
      throw new TypeError(`The token ${name} has no SHA-256 in hex, 64 characters: hashToken makes one.`);
    }
    if (sha256.toLowerCase() === NO_TOKEN) {
      throw new TypeError(
        `The token ${name} has the hash of an empty text, so that everybody would be let in: was its variable not set?`,
      );
    }
  }
  for (const option of NUMBERS) {
    const value = options[option];
    if (value !== undefined && !(value > 0)) throw new TypeError(`${option} takes a number above 0.`);
  }
  for (const [name, { deactivate = 'refuse' }] of Object.entries(systems)) {
    if (!/^[\w.~-]+$/.test(name) || /^\.+$/.test(name)) {
      throw new TypeError(
        `${JSON.stringify(name)} is no name of a system: it is part of addresses, so letters, digits, - and _.`,
      );
    }
    const isRole = typeof deactivate === 'object' && typeof deactivate.role === 'string';
    if (deactivate !== 'refuse' && deactivate !== 'remove' && !isRole) {
      throw new TypeError(
        `${name}: deactivate is refuse, remove or { role }, not ${JSON.stringify(deactivate)}.`,
      );
    }
  }
}
