import { ScimError } from '../protocol/errors.js';
import { namesVersion } from '../protocol/etag.js';
import type { JsonObject } from '../protocol/json.js';
import type { ListQuery } from './list-query.js';

/** What the parameters and headers of a request ask for, beside the body. */
export interface Asked {
  query: ListQuery;
  ifMatch?: string | undefined;
  ifNoneMatch?: string | undefined;
}

const versionOf = (resource: JsonObject): string => (resource.meta as { version: string }).version;

/** @throws ScimError 412. */
export function refuseOtherVersion(resource: JsonObject, { ifMatch }: Asked): void {
  if (ifMatch === undefined || namesVersion(ifMatch, versionOf(resource))) return;
  throw new ScimError(412, 'The resource was changed since; read it again.');
}

/** The 304 for a client that has this version already. */
export function notModified(resource: JsonObject, { ifNoneMatch }: Asked): Response | undefined {
  const version = versionOf(resource);
  if (ifNoneMatch === undefined || !namesVersion(ifNoneMatch, version)) return undefined;
  return new Response(null, { status: 304, headers: { ETag: version } });
}
