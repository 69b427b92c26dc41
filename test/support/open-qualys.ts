import type { QualysSaq } from '@rollcall/facade/qualys-saq';
import { type Carrier, transportOf } from './cells.js';
import { type FakeClock, fakeClock } from './clock.js';
import { type RawServer, rawServer, type Script } from './raw-server.js';
import { openQualysSaq, SECRET } from './vendors/index.js';

/** A raw server and a client of it; the clock's jitter is nothing, so that it waits as long as it is asked to. */
export async function openQualys(
  carrier: Carrier,
  scripts: Script | readonly Script[],
  secret = SECRET,
): Promise<QualysSaq & { server: RawServer; clock: FakeClock }> {
  const server = await rawServer(scripts);
  const clock = fakeClock({ random: () => 0 });
  const client = openQualysSaq(server.origin, { secret, clock, ...transportOf(carrier) });
  return { server, clock, ...client };
}
