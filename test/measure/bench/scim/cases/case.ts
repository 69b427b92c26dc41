import { type Answer, type Body, type Call, filterBy, patchOf, person } from '../client.ts';

/** One thing that a SCIM server owes its clients, by the RFCs or by what identity providers send. */
export interface Case {
  readonly title: string;
  /** Whether a server does so. An exception says no. */
  passes(call: Call): Promise<boolean>;
}

let last = 0;
/** A name that no other case has: all of them ask one server. */
export const fresh = (): string => `case${++last}`;

/** Somebody new. */
export async function made(call: Call, more: object = {}): Promise<Body> {
  const { body, status } = await call('POST', '/Users', person(fresh(), more));
  if (status !== 201) throw new Error(`POST was answered ${status}`);
  return body;
}

export const isError = ({ body, status }: Answer, wanted: number, scimType?: string): boolean =>
  status === wanted &&
  String(body?.schemas) === 'urn:ietf:params:scim:api:messages:2.0:Error' &&
  body.status === String(wanted) &&
  (scimType === undefined || body.scimType === scimType);

/** A person after a PATCH that has to be taken, as a GET shows them. */
export async function patched(call: Call, before: Body, ...operations: unknown[]): Promise<Body> {
  const { status } = await call('PATCH', `/Users/${before.id}`, patchOf(...operations));
  if (status !== 200 && status !== 204) throw new Error(`PATCH was answered ${status}`);
  return (await call('GET', `/Users/${before.id}`)).body;
}

/** How many fulfil a filter. */
export async function found(call: Call, filter: string): Promise<number> {
  const { body, status } = await call('GET', filterBy(filter));
  if (status !== 200) throw new Error(`${filter} was answered ${status}`);
  return body.totalResults;
}
