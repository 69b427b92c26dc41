import type { RequestContext } from '../context.js';
import { queryOfUrl } from '../http/list-query.js';
import { respond } from '../http/respond.js';
import { perform, refuseReader } from '../perform.js';
import { ScimError } from '../protocol/errors.js';
import type { Json, JsonObject } from '../protocol/json.js';
import { type Bulk, type BulkOperation, readBulk } from './read-bulk.js';
import { referencesOf, withIds } from './references.js';

const BULK_RESPONSE = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse';

/**
 * Does the operations of a Bulk one after the other: RFC 7644 3.7. An operation that refers to a later create is done
 * after that create. Results stand in the order of the request.
 *
 * @throws ScimError 400, 403, 413, before anything is done.
 */
export async function runBulk(
  context: RequestContext,
  method: string,
  body: () => Promise<Json>,
): Promise<Response> {
  if (method !== 'POST')
    throw new ScimError(405, `${method} is not served here.`, undefined, { Allow: 'POST' });
  refuseReader(context);
  const results = await new Run(context, readBulk(await body(), context.system.bulk.maxOperations)).all();
  return respond(200, { schemas: [BULK_RESPONSE], Operations: results });
}

/** One Bulk under way. */
class Run {
  readonly #context: RequestContext;
  readonly #bulk: Bulk;
  /** By index; an operation that is not done has none. */
  readonly #results: JsonObject[] = [];
  readonly #begun = new Set<number>();
  readonly #ids = new Map<string, string>();
  #errors = 0;

  constructor(context: RequestContext, bulk: Bulk) {
    this.#context = context;
    this.#bulk = bulk;
  }

  async all(): Promise<JsonObject[]> {
    for (const at of this.#bulk.operations.keys()) await this.#one(at);
    return this.#results.filter((result) => result !== undefined);
  }

  async #one(at: number): Promise<void> {
    const operation = this.#bulk.operations[at];
    if (!operation || this.#begun.has(at)) return;
    // Two creates that refer to each other: the one that began first goes without, and each is made once.
    this.#begun.add(at);
    for (const bulkId of referencesOf(operation)) {
      const maker = this.#bulk.operations.findIndex(
        (each) => each.method === 'POST' && each.bulkId === bulkId,
      );
      if (maker >= 0) await this.#one(maker);
    }
    if (this.#errors >= (this.#bulk.failOnErrors ?? Number.POSITIVE_INFINITY)) return;
    this.#results[at] = await this.#do(withIds(operation, this.#ids));
  }

  async #do({ method, path, bulkId, version, data = null }: BulkOperation): Promise<JsonObject> {
    const base = this.#context.base;
    const url = new URL(base + path);
    const answer = await perform(
      { ...this.#context, note: {} },
      {
        method,
        path: pathOf(url, base),
        asked: { query: queryOfUrl(url), ifMatch: version },
        body: async () => data,
      },
    );
    const text = await answer.text();
    const body = text === '' ? {} : (JSON.parse(text) as JsonObject);
    const isError = answer.status >= 400;
    if (isError) this.#errors += 1;
    else if (method === 'POST' && bulkId !== undefined) this.#ids.set(bulkId, String(body.id));
    const etag = answer.headers.get('etag');
    const location = isError && method === 'POST' ? undefined : (answer.headers.get('location') ?? url.href);
    return {
      method,
      ...(bulkId !== undefined && { bulkId }),
      ...(location !== undefined && { location }),
      ...(etag !== null && { version: etag }),
      status: String(answer.status),
      ...(isError && { response: body }),
    };
  }
}

/** The address after that of the system; dots that lead out of it lead nowhere. */
function pathOf(url: URL, base: string): string {
  const { pathname } = new URL(base);
  return url.pathname.startsWith(`${pathname}/`) ? url.pathname.slice(pathname.length) : '/';
}
