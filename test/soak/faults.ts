/** When a fault strikes: before the vendor has done anything, or after. */
type Moment = 'before' | 'after';

/** One way to fail. What it does to the answer is told by `how`; `moment` says whether the request had its effect. */
export interface SoakFault {
  readonly name: string;
  readonly moment: Moment;
  readonly how:
    | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
    | 'reset'
    | 'truncate'
    | 'stall'
    | 'empty'
    | 'garble'
    | 'close';
}

const LATER = { 'Retry-After': '1' };
const HTML = { 'Content-Type': 'text/html' };

/** Every way of failing, each as likely as the others. */
export const soakFaults: readonly SoakFault[] = [
  { name: '429 with Retry-After', moment: 'before', how: { status: 429, headers: LATER } },
  { name: '429 without', moment: 'before', how: { status: 429 } },
  { name: '503 with Retry-After', moment: 'before', how: { status: 503, headers: LATER } },
  { name: '503 before the effect', moment: 'before', how: { status: 503 } },
  { name: '503 after the effect', moment: 'after', how: { status: 503 } },
  { name: '500 before the effect', moment: 'before', how: { status: 500, body: '{"message":"no"}' } },
  {
    name: '500 after the effect',
    moment: 'after',
    how: { status: 500, headers: HTML, body: '<h1>Oops</h1>' },
  },
  { name: '502 after the effect', moment: 'after', how: { status: 502 } },
  { name: '504 after the effect', moment: 'after', how: { status: 504 } },
  { name: '408 after the effect', moment: 'after', how: { status: 408 } },
  {
    name: 'a login page',
    moment: 'before',
    how: { status: 200, headers: HTML, body: '<form>Log in</form>' },
  },
  {
    name: 'a redirect to another origin',
    moment: 'before',
    how: { status: 307, headers: { Location: 'http://127.0.0.1:9/elsewhere' } },
  },
  { name: 'reset before the effect', moment: 'before', how: 'reset' },
  { name: 'reset after the effect', moment: 'after', how: 'reset' },
  { name: 'an answer cut in the middle', moment: 'after', how: 'truncate' },
  { name: 'an answer that stops in the middle', moment: 'after', how: 'stall' },
  { name: 'no answer and no effect', moment: 'before', how: 'stall' },
  { name: 'an empty answer', moment: 'after', how: 'empty' },
  { name: 'a garbled answer', moment: 'after', how: 'garble' },
  { name: 'an answer that closes the connection', moment: 'after', how: 'close' },
];
