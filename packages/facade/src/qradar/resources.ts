import { listEndpoints } from '@rollcall/qradar/sdk';
import { HttpError } from '../errors.js';
import type { Connection } from '../http/connection.js';
import { expectList } from '../http/expect.js';
import type { CallOptions } from '../http/options.js';
import { loadedOnce } from '../util/loaded-once.js';
import { raceAbort } from '../util/race-abort.js';
import { quote } from './filter.js';

/** The two kinds of console: with the QRadar guide's writes of users, or with IBM's staged configuration only. */
export type ConsoleResources = 'guide' | 'ibm';

/** Which kind of console this is. */
export interface Resources {
  /** What is known: undefined when the console does not say, before a call of a verb has told. */
  which(options?: CallOptions): Promise<ConsoleResources | undefined>;
  /**
   * Does a verb's work with the console's own resources. Where the console does not say which it has, the guide's are tried,
   * and a 404, 405 or 410 to their call shows that they are IBM's.
   */
  choose<Done>(ways: { guide(): Promise<Done>; ibm(): Promise<Done> }, options?: CallOptions): Promise<Done>;
  /**
   * The same for what proves nothing when the guide's succeeds: a read says nothing of the writes, and a user who was to be
   * deleted may be gone. A way of the guide's rejects with a 404 only where the operation is missing, not the record.
   */
  prefer<Done>(ways: { guide(): Promise<Done>; ibm(): Promise<Done> }, options?: CallOptions): Promise<Done>;
}

const NOT_THERE: ReadonlySet<number> = new Set([404, 405, 410]);
/** What the question is refused with by a console that has no such endpoint, or by one that hides it from this credential. */
const NO_ANSWER: ReadonlySet<number> = new Set([403, 404, 405, 410]);
/** The guide's write that every other one of its writes goes with; documented endpoints are listed without `/api` (IBM). */
const GUIDE_PATH = '/config/access/users';

/** Finds out once per client, or takes what the caller says. */
export function qradarResources(connection: Connection, told: ConsoleResources | 'detect'): Resources {
  let found: ConsoleResources | undefined = told === 'detect' ? undefined : told;
  const ask = loadedOnce(() => askConsole(connection));

  const resources: Resources = {
    async which(options) {
      options?.signal?.throwIfAborted();
      // The question is every caller's: one who gives up ends their own wait, not the question.
      found ??= await raceAbort(ask(), options?.signal);
      return found;
    },

    async choose(ways, options) {
      const done = await resources.prefer(ways, options);
      found ??= 'guide';
      return done;
    },

    async prefer(ways, options) {
      const known = await resources.which(options);
      if (known) return ways[known]();
      try {
        return await ways.guide();
      } catch (error) {
        if (!isNotThere(error)) throw error;
        found = 'ibm';
        return ways.ibm();
      }
    },
  };
  return resources;
}

/** True when a call was refused because its operation is not there. A 422 never says so: it can be a plain mistake in a field. */
export function isNotThere(error: unknown): boolean {
  return error instanceof HttpError && NOT_THERE.has(error.status);
}

async function askConsole(connection: Connection): Promise<ConsoleResources | undefined> {
  const filter = `path=${quote(GUIDE_PATH)} and http_method=${quote('POST')}`;
  let answer: Awaited<ReturnType<Connection['call']>>;
  try {
    answer = await connection.call(listEndpoints, { headers: { Range: 'items=0-0' }, query: { filter } });
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    if (NO_ANSWER.has(error.status)) return undefined;
    // Of an empty list some consoles have no page to give; a web page with that status says nothing.
    if (error.status === 416 && typeof error.body === 'object' && error.body !== null) return 'ibm';
    throw error;
  }
  const [endpoint, ...others] = expectList<{ path?: string; http_method?: string }>(answer);
  if (!endpoint && others.length === 0) return 'ibm';
  // Should the filter be ignored, the first endpoint that comes is any.
  return endpoint?.path === GUIDE_PATH && endpoint.http_method === 'POST' ? 'guide' : undefined;
}
