import { escapeXml } from '../xml/xml.js';

/** A page of the gateway in front of the platform: for people, not for programs (Qualys). The texts are ours. */
export function page(
  status: number,
  title: string,
  text: string,
  headers: Record<string, string> = {},
): Response {
  const html = `<!DOCTYPE html>
<html>
  <head><title>${status} ${title}</title></head>
  <body><h1>${status} ${title}</h1><p>${escapeXml(text)}</p></body>
</html>
`;
  return new Response(html, { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers } });
}

/** `ok`, or what is wrong. `noaccess:noaccess` is a user without the permission API ACCESS, which the document asks for. */
export function checkCredentials(request: Request): 'ok' | 'missing' | 'wrong' | 'forbidden' {
  const [scheme = '', value = ''] = (request.headers.get('authorization') ?? '').trim().split(/ +/, 2);
  if (scheme.toLowerCase() !== 'basic' || value === '') return 'missing';
  const pair = Buffer.from(value, 'base64').toString('utf8');
  if (pair === 'sandbox:sandbox') return 'ok';
  return pair === 'noaccess:noaccess' ? 'forbidden' : 'wrong';
}

/**
 * The document sends `text/xml`, and the spec declares nothing else but JSON for the search for tags. Unconfirmed: the page for other types.
 * A request without a body needs none.
 */
export function checkMediaType(
  request: Request,
  wanted: 'text/xml' | 'application/json',
): Response | undefined {
  const type = request.headers.get('content-type');
  const given = type?.split(';', 1)[0]?.trim().toLowerCase();
  if (request.body === null || given === undefined || given === wanted) return undefined;
  return page(415, 'Unsupported Media Type', `Send the body as ${wanted}.`);
}
