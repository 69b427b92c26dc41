import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Fetch, InvalidInputError } from '@rollcall/facade';
import type { SystemConfig } from './types.js';

/** What a client of the facade is given of a system's configuration. */
export interface Transport {
  readonly fetch?: Fetch;
  readonly timeoutMs?: number;
  readonly allowInsecureHttp?: boolean;
}

/**
 * How a system is reached: Node's own `fetch` unless something is asked that it cannot do (TLS, a proxy).
 *
 * @param dir where relative paths of certificates start.
 * @throws InvalidInputError when a certificate's file cannot be read.
 */
export async function transportOf(
  { allowInsecureHttp, proxy, timeoutMs, tls }: SystemConfig,
  dir: string,
): Promise<Transport> {
  const options = {
    ...(allowInsecureHttp === undefined ? {} : { allowInsecureHttp }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
  if (!tls && proxy === undefined) return options;
  const files: Record<string, Buffer> = {};
  for (const field of ['ca', 'cert', 'key'] as const) {
    const file = tls?.[field];
    if (file !== undefined) files[field] = await readPem(field, resolve(dir, file));
  }
  const { nodeTransport } = await import('@rollcall/facade/node');
  const fetch = nodeTransport({
    ...files,
    ...(proxy === undefined ? {} : { proxy }),
    ...(tls?.servername === undefined ? {} : { servername: tls.servername }),
  });
  return { ...options, fetch };
}

async function readPem(field: string, file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InvalidInputError(`tls.${field} cannot be read (${code}): ${file} must be a file of PEM`);
  }
}
