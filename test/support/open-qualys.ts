import { createQualysSaq, type QualysSaq } from '@rollcall/facade/qualys-saq';
import { type FakeClock, fakeClock } from './clock.js';
import { type Carrier, transportOf } from './fault-vendors.js';
import { type RawServer, rawServer, type Script } from './raw-server.js';
import { saqUser } from './saq-answers.js';

export const QUALYS_PASSWORD = 'tok-3f9a77c1-secret';

/** What creates `saqUser`. */
const { id: _, ...input } = saqUser;
export const saqInput = input;

/** A raw server and a client of it; the clock's jitter is nothing, so that it waits as long as it is asked to. */
export async function openQualys(
  carrier: Carrier,
  scripts: Script | readonly Script[],
  password = QUALYS_PASSWORD,
): Promise<QualysSaq & { server: RawServer; clock: FakeClock }> {
  const server = await rawServer(scripts);
  const clock = fakeClock({ random: () => 0 });
  const auth = { username: 'api', password };
  const client = createQualysSaq({ baseUrl: server.origin, auth, clock, ...transportOf(carrier) });
  return { server, clock, ...client };
}
