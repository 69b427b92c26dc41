import { answerList } from './answer.js';
import { capabilities } from './capabilities.js';
import type { Route } from './route.js';

/**
 * What clients ask only to see whether a console answers; nothing of it is in the document. Splunk SOAR asks for the
 * databases, since that is the fastest answer that needs a sign-in, Cortex XSOAR for the first offense, and IBM's older
 * samples for the capabilities.
 */
export const probeRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/ariel/databases', handle: () => Response.json(['events', 'flows']) },
  {
    method: 'GET',
    path: '/api/siem/offenses',
    // Nobody offends here, so no filter finds anything, whatever fields it names.
    handle: (call) =>
      answerList({ ...call, query: new URLSearchParams() }, [], {
        shape: { fields: {} },
        view: (one) => one,
      }),
  },
  { method: 'GET', path: '/api/help/capabilities', handle: capabilities },
];
