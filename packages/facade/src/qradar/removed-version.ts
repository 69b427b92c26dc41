import { listVersions, type VersionDocument } from '@rollcall/qradar/sdk';
import type { Connection } from '../http/connection.js';
import type { Call, HttpResponse } from '../http/types.js';
import { refusesVersion } from './read-error.js';

/** How long the question for the versions may take, in milliseconds: an error must not wait for its advice. */
const ASK_MS = 5_000;

/**
 * What to do about a refused version: asks the console once which versions it offers. Without the `Version` header, which
 * the latest version answers, so that the question cannot be refused for the same reason (IBM overview). Undefined when
 * the call was not refused for its version, or the console does not say.
 */
export async function adviseOnVersion(
  connection: Connection,
  asked: string,
  response: HttpResponse,
  call: Call,
): Promise<string | undefined> {
  const text = new TextDecoder().decode(response.bytes);
  if (!refusesVersion(response.status, text) || call.operationId === 'listVersions') return undefined;
  const offered = (await offeredVersions(connection, call.timer.signal))?.map(nameOf);
  if (!offered?.length) return undefined;
  return (
    `The console does not serve the version asked for (this client's is Version ${asked}). ` +
    `It offers ${offered.join(', ')}: set \`version\` to one of them. \`versionFallback\` lets a program choose.`
  );
}

/** The versions that a console serves, oldest first, deprecated ones included; undefined where it does not say. */
export async function offeredVersions(
  connection: Connection,
  signal?: AbortSignal,
): Promise<{ version: string; deprecated: boolean }[] | undefined> {
  try {
    const options = {
      headers: { Version: null },
      retry: false,
      timeoutMs: ASK_MS,
      deadlineMs: ASK_MS,
    } as const;
    const call = signal ? { ...options, signal } : options;
    const { data } = await connection.call(listVersions, {}, call);
    if (!Array.isArray(data)) return undefined;
    return data
      .filter(isOffered)
      .sort(byNumber)
      .map(({ version, deprecated }) => ({ version, deprecated: deprecated === true }));
  } catch {
    // The refusal is what the caller has to see; that the question failed too says nothing more.
    return undefined;
  }
}

type Offered = VersionDocument & { version: string };

function isOffered(entry: VersionDocument | null): entry is Offered {
  return (
    typeof entry?.version === 'string' &&
    /^\d{1,5}(\.\d{1,5})?$/.test(entry.version) &&
    entry.removed !== true
  );
}

function nameOf({ version, deprecated }: { version: string; deprecated: boolean }): string {
  return deprecated ? `${version} (deprecated)` : version;
}

function byNumber(one: Offered, other: Offered): number {
  const [a, b] = [one, other].map(({ version }) => version.split('.').map(Number));
  return (a?.[0] ?? 0) - (b?.[0] ?? 0) || (a?.[1] ?? 0) - (b?.[1] ?? 0);
}
