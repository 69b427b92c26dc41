import { createHash } from 'node:crypto';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { isLoopback } from '../loopback.js';
import { operatorPage, type PageContent } from './page.js';
import { STYLE } from './style.js';

const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE.text).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * The page for whoever sits at this machine, and 404 for everybody else: it names people. A request that a proxy passed
 * on is from elsewhere, and one for another host name is a page of the web that had its name point here.
 */
export async function servePage(context: Context, content: () => Promise<PageContent>): Promise<Response> {
  const { remote } = getConnInfo(context);
  const { hostname } = new URL(context.req.url);
  const isForwarded = ['forwarded', 'x-forwarded-for', 'via'].some((name) => context.req.header(name));
  if (isForwarded || !isLoopback(remote.address ?? '') || !isLoopback(hostname)) {
    return context.notFound() as Response;
  }
  return new Response(operatorPage(await content()), { headers: HEADERS });
}
