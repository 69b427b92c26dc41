import { answerList } from '../http/answer.js';
import type { OperationRoute } from '../http/route.js';
import { shapes } from '../query/shapes.js';
import type { LoginAttempt } from '../state/model.js';
import type { QRadarState } from '../state/state.js';

/** Older ones are forgotten, so that a long run does not grow. */
const REMEMBERED = 1000;

/** All users' attempts for a caller with ADMIN, else the own ones; the newest first (IBM). */
export const loginAttemptRoutes: readonly OperationRoute[] = [
  {
    operationId: 'listLoginAttempts',
    handle: (call) => {
      const { caller, state } = call;
      const isShown = ({ user_id }: LoginAttempt) => caller.has('ADMIN') || user_id === caller.user?.id;
      return answerList(call, state.loginAttempts.filter(isShown).toReversed(), {
        shape: shapes.loginAttempt,
        view: (attempt) => attempt,
        sortCodes: { unknown: 1030, unsupported: 1030 },
      });
    },
  },
];

/** Notes an attempt by Basic. A token is no login. */
export function noteLogin(
  request: Request,
  state: QRadarState,
  result: LoginAttempt['attempt_result'],
): void {
  if (request.headers.has('SEC')) return;
  const [, encoded] = /^Basic\s+(\S+)\s*$/i.exec(request.headers.get('Authorization') ?? '') ?? [];
  if (encoded === undefined) return;
  const [username] = Buffer.from(encoded, 'base64').toString('utf8').split(':', 1);
  const user = [...state.users.values()].find((one) => one.username === username);
  state.loginAttempts.push({
    user_id: user?.id ?? null,
    attempt_time: state.now,
    attempt_method: 'HTTP_BASIC',
    attempt_result: result,
    remote_ip: '127.0.0.1',
  });
  if (state.loginAttempts.length > REMEMBERED) state.loginAttempts.shift();
}
