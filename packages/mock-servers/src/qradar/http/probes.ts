import type { Route } from './route.js';

/**
 * What clients ask only to see whether a console answers; nothing of it is in the document. Splunk SOAR asks for the
 * databases, since that is the fastest answer that needs a sign-in.
 */
export const probeRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/ariel/databases', handle: () => Response.json(['events', 'flows']) },
];
