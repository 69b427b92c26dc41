import type { Running } from './server-process.ts';

// biome-ignore lint/suspicious/noExplicitAny: an answer is what the server makes of it
export type Body = any;

export interface Answer {
  status: number;
  headers: Headers;
  body: Body;
}

export type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer>;

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const MESSAGES = 'urn:ietf:params:scim:api:messages:2.0';

export const clientOf =
  ({ token, url }: Running): Call =>
  async (method, path, body, headers = {}) => {
    const answer = await fetch(url + path, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'Content-Type': 'application/scim+json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    let read: Body = text;
    try {
      read = text === '' ? undefined : JSON.parse(text);
    } catch {
      // What is no JSON is looked at as it came.
    }
    return { status: answer.status, headers: answer.headers, body: read };
  };

export const patchOf = (...Operations: unknown[]) => ({ schemas: [`${MESSAGES}:PatchOp`], Operations });

export const filterBy = (filter: string) => `/Users?filter=${encodeURIComponent(filter)}`;

/** A person whom every system takes. */
export const person = (name: string, more: object = {}) => ({
  schemas: [USER],
  externalId: name,
  userName: `${name}@acme.test`,
  active: true,
  displayName: `${name} Lee`,
  name: { givenName: name, familyName: 'Lee' },
  emails: [{ value: `${name}@acme.test`, type: 'work', primary: true }],
  ...more,
});
