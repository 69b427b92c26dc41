import { apiVersion, type Client } from '@rollcall/qradar/sdk';
import { HttpError } from '../errors.js';
import type { Connection } from '../http/connection.js';
import type { CallOptions } from '../http/options.js';
import { raceAbort } from '../util/race-abort.js';
import { refusesVersion } from './read-error.js';

/** What a console offers in the place of a version that it refused. */
export interface VersionOffer {
  /** The version that was refused. */
  readonly asked: string;
  /** The versions that the console serves, oldest first; the deprecated ones still answer (IBM overview). */
  readonly offered: readonly { readonly version: string; readonly deprecated: boolean }[];
}

/** Chooses the version to go on with. Undefined leaves the refusal as it is. */
export type VersionFallback = (offer: VersionOffer) => string | undefined;

/**
 * A connection that asks `choose` when the console refuses the version, and from then on asks for the chosen one. A refused
 * call did nothing (IBM overview), so that also a write is sent again.
 */
export function withVersionFallback(
  connection: Connection<Client>,
  asked: string,
  choose: VersionFallback,
): Connection<Client> {
  let chosen: string | undefined;
  let asking: Promise<string | undefined> | undefined;
  const choice = async (): Promise<string | undefined> => {
    const { offeredVersions } = await import('./removed-version.js');
    const offered = await offeredVersions(connection);
    return offered?.length ? choose({ asked, offered }) : undefined;
  };
  const inVersion = (options: CallOptions = {}): CallOptions =>
    chosen === undefined
      ? options
      : { ...options, headers: { [apiVersion.header]: chosen, ...options.headers } };

  return {
    ...connection,
    async call(operation, parameters, options) {
      const sentWith = chosen;
      try {
        return await connection.call(operation, parameters, inVersion(options));
      } catch (error) {
        const isRefusal =
          error instanceof HttpError && refusesVersion(error.status, JSON.stringify(error.body ?? ''));
        // A version that this very call names is the caller's own affair.
        if (!isRefusal || namesVersion(options)) throw error;
        // Another call may have settled it meanwhile; what was chosen and is refused too stays an error.
        if (chosen === sentWith) {
          if (chosen !== undefined) throw error;
          // Calls that were refused at the same time wait for one answer; one that gives up ends its own wait alone.
          asking ??= choice().finally(() => {
            asking = undefined;
          });
          const picked = await raceAbort(asking, options?.signal);
          if (picked === undefined) throw error;
          chosen = picked;
        }
        return connection.call(operation, parameters, inVersion(options));
      }
    },
  };
}

function namesVersion(options: CallOptions | undefined): boolean {
  return Object.keys(options?.headers ?? {}).some(
    (name) => name.toLowerCase() === apiVersion.header.toLowerCase(),
  );
}
