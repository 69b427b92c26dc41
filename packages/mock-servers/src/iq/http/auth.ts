import { INTERNAL } from '../state/model.js';
import type { IqState } from '../state/state.js';
import { textError } from './errors.js';

/**
 * Basic and Bearer of the system administrator pass, and whoever has a role with the permission Edit System Configuration
 * and Users (Sonatype), by password or by token. Another Internal user with the right password is known but not allowed.
 */
export function authenticate(request: Request, state: IqState): Response | undefined {
  const [scheme = '', value = ''] = (request.headers.get('authorization') ?? '').split(/ +/, 2);
  if (scheme.toLowerCase() === 'bearer' && value === 'sandbox-token') return undefined;
  if (scheme.toLowerCase() === 'basic') {
    const [username, password] = basicPair(value);
    if (username === 'admin' && password === 'admin123') return undefined;
    const caller = callerOf(username, password, state);
    if (caller !== undefined && state.isAdministrator(caller)) return undefined;
    if (caller !== undefined) {
      return textError(403, 'The permission Edit System Configuration and Users is needed.');
    }
  }
  return textError(401, 'The credentials are missing or wrong.', {
    'www-authenticate': 'Basic realm="Sonatype IQ"',
  });
}

/** User code and pass code of a token stand in for name and password (Sonatype), as long as its user is there. */
function callerOf(name: string, secret: string, state: IqState): string | undefined {
  const password = state.get(name, INTERNAL)?.password;
  if (password !== undefined && password === secret) return name;
  const token = state.tokenByCode(name);
  if (token === undefined || token.passCode !== secret) return undefined;
  return state.get(token.username, token.realm)?.username;
}

/** Behind reverse-proxy authentication, writing needs header and cookie with one value, whichever (Sonatype). */
export function checkCsrf(request: Request): Response | undefined {
  if (!['POST', 'PUT', 'DELETE'].includes(request.method)) return undefined;
  const header = request.headers.get('x-csrf-token');
  const cookies = (request.headers.get('cookie') ?? '').split(/; */);
  if (header !== null && header !== '' && cookies.includes(`CLM-CSRF-TOKEN=${header}`)) return undefined;
  return textError(403, 'Header X-CSRF-TOKEN and cookie CLM-CSRF-TOKEN must be there and equal.');
}

function basicPair(encoded: string): [string, string] {
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon === -1 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
}
