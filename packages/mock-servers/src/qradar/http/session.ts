import type { QRadarState } from '../state/state.js';
import type { Caller } from './auth.js';
import type { Route } from './route.js';

/**
 * Set by every answer to a caller who signed in. IBM says that the API needs no cookie; the `ibm.qradar` collection of
 * Ansible reads `SEC` from one, sends it on as a header, and fails at any answer without a cookie. Here it is no
 * credential: a cookie would go along with what foreign web pages send, so only the header counts.
 */
export function sessionCookie({ user }: Caller, state: QRadarState): string {
  const [name, value] =
    user === undefined
      ? ['JSESSIONID', 'sandbox']
      : ['SEC', state.sessions.open(user.id, () => state.uuid())];
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Strict`;
}

export const sessionRoutes: readonly Route[] = [
  {
    // Outside the API: what the collection asks when it is done.
    method: 'POST',
    path: '/auth/logout',
    handle: ({ request, state }) => {
      state.sessions.close(request.headers.get('SEC') ?? '');
      return new Response(null, { status: 204 });
    },
  },
];
