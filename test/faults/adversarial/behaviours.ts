import fc from 'fast-check';
import { bytesOf } from '../../support/scripts.js';
import type { Answer } from './answer.js';
import { type ErrorBody, ODD_BODIES, type OddBody, odd } from './odd-bodies.js';
import { WAYS, type Way } from './ways.js';

/** What a server does with one request. `did` is whether it did what was asked, where its answer leaves that open. */
export type Behaviour = { readonly did: boolean } & (
  | { readonly kind: 'honest'; readonly way: Way }
  | { readonly kind: 'refuses'; readonly status: number; readonly body: ErrorBody; readonly wait?: string }
  | { readonly kind: 'fails'; readonly status: number; readonly body: ErrorBody }
  | { readonly kind: 'says otherwise'; readonly status: number; readonly body: OddBody }
  | { readonly kind: 'redirects'; readonly status: number; readonly to: Target }
  | {
      readonly kind: 'breaks off';
      readonly after: number | 'head';
      readonly how: 'end' | 'reset' | 'silence';
    }
);

/** Where a redirect leads. */
type Target = 'elsewhere' | 'itself' | 'nowhere' | 'no address';

const KNOWN_REFUSALS = [400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 429, 451];
const did = fc.boolean();
const errorBody = fc.constantFrom<ErrorBody>('none', 'json', 'page', 'echo', 'escaped echo', 'no utf-8');

export const behaviour: fc.Arbitrary<Behaviour> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('honest' as const),
      did,
      way: fc.constantFrom(...WAYS),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record(
      {
        kind: fc.constant('refuses' as const),
        did,
        status: fc.constantFrom(...KNOWN_REFUSALS),
        body: errorBody,
        wait: fc.constantFrom('0', '1', '120', 'soon', '-5', '0, 1', 'Wed, 21 Oct 2015 07:28:00 GMT'),
      },
      { requiredKeys: ['kind', 'did', 'status', 'body'] },
    ),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('fails' as const),
      did,
      status: fc.constantFrom(408, 500, 501, 502, 503, 504, 507, 599),
      body: errorBody,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('says otherwise' as const),
      did,
      status: fc.constantFrom(200, 201, 202, 203, 204, 205, 206, 207, 226, 304),
      body: fc.constantFrom(...ODD_BODIES),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('redirects' as const),
      did,
      status: fc.constantFrom(300, 301, 302, 303, 307, 308),
      to: fc.constantFrom<Target>('elsewhere', 'itself', 'nowhere', 'no address'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('breaks off' as const),
      did,
      after: fc.oneof(fc.constantFrom(0, 'head' as const), fc.integer({ min: 0, max: 400 })),
      how: fc.constantFrom('end' as const, 'reset' as const, 'silence' as const),
    }),
  },
);

/** Whether the server did what was asked: where its answer says so in a way that a client can read, it is as it says. */
export function takesEffect(how: Behaviour, honest: Answer): boolean {
  switch (how.kind) {
    case 'honest':
      return true;
    case 'refuses':
    case 'redirects':
      return false;
    case 'breaks off':
      return how.did || partOf(honest, how.after).length === partOf(honest).length;
    case 'says otherwise': {
      // Where nothing need be said, what is said is not looked at unless it is a web page.
      const asHonest = odd(how.body, honest).body === honest.body;
      const bodyless = how.status === 204 || how.status === 205;
      const said = honest.status === 204 ? bodyless || how.body !== 'page' : asHonest;
      return how.did || (said && how.status < 300);
    }
    default:
      return how.did;
  }
}

/** The first bytes of an answer; those of its head only, which is what a HEAD would be answered. */
export function partOf(
  { status, headers, body }: Answer,
  after: number | 'head' = Number.MAX_SAFE_INTEGER,
): Buffer {
  const bytes = bytesOf(status, body, headers);
  return bytes.subarray(0, after === 'head' ? bytes.indexOf('\r\n\r\n') + 4 : after);
}
