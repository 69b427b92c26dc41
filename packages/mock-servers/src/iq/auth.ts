import { textError } from './errors.js';
import type { IqState } from './state.js';

/**
 * Basic and Bearer of the system administrator pass. Another Internal user with the right password is known but
 * not allowed: the API is for system administrators (IQ document).
 */
export function authenticate(request: Request, state: IqState): Response | undefined {
  const [scheme = '', value = ''] = (request.headers.get('authorization') ?? '').split(/ +/, 2);
  if (scheme.toLowerCase() === 'bearer' && value === 'sandbox-token') return undefined;
  if (scheme.toLowerCase() === 'basic') {
    const [username, password] = basicPair(value);
    if (username === 'admin' && password === 'admin123') return undefined;
    const known = state.get(username, 'Internal')?.password;
    if (known !== undefined && known === password) {
      return textError(403, 'Only a system administrator may manage users.');
    }
  }
  return textError(401, 'The credentials are missing or wrong.', {
    'www-authenticate': 'Basic realm="Sonatype IQ"',
  });
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
