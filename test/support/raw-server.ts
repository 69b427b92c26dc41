import { onTestFinished } from 'vitest';
import { openRawServer, type RawServer, type RawServerOptions, type Script } from './open-raw-server.js';

export type { RawServer, Received, Script } from './open-raw-server.js';

/** A server as `openRawServer` makes it, which is closed when the test ends. */
export async function rawServer(
  scripts: Script | readonly Script[],
  options: RawServerOptions = {},
): Promise<RawServer> {
  const server = await openRawServer(scripts, options);
  onTestFinished(() => server.close());
  return server;
}
