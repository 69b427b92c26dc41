import type { Script } from '../../support/open-raw-server.ts';
import { answer, json, redirect } from '../../support/scripts.ts';
import type { OpenOptions, PeerClient } from './client.ts';
import { calls, carried, endOf, type Lab, say, shows, TOKEN, users } from './observe.ts';

export interface Fault {
  readonly fault: string;
  /** Why it does not apply to a client, or nothing. */
  readonly without?: (client: PeerClient) => string | undefined;
  readonly run: (lab: Lab) => Promise<string>;
}

/** A fault and its row in the table of reliability.md. */
export type Numbered = readonly [row: number, fault: Fault];

export const TIMEOUT_MS = 300;
const PATIENCE_MS = 3000;

export const ok = ({ vendor }: PeerClient) => json(200, users[vendor].user);
export const created = ({ vendor }: PeerClient) =>
  vendor === 'IQ' ? answer(204) : json(201, users[vendor].user);
export const start = (lab: Lab, origin: string, options: Partial<OpenOptions> = {}) =>
  lab.client.open({ origin, secret: TOKEN, ...options });
export const idOf = ({ client }: Lab) => users[client.vendor].id;
export const noPassword = ({ lacks }: PeerClient) =>
  lacks.includes('password') ? 'does not apply: its API has no passwords' : undefined;
export const noFetch = ({ lacks }: PeerClient) =>
  lacks.includes('fetch') ? 'does not apply: takes no fetch' : undefined;
export const qlikOnly =
  (why: string) =>
  ({ vendor }: PeerClient) =>
    vendor === 'Qlik' ? undefined : `does not apply: ${why}`;

/** What `get` makes of one answer. */
export const reading = (fault: string, ...scripts: Script[]): Fault => ({
  fault,
  async run(lab) {
    const server = await lab.server(...scripts);
    return say(await endOf(() => start(lab, server.origin).get(idOf(lab))));
  },
});

/** What becomes of a call that another origin is put in the way of. */
export const elsewhere = (fault: string, verb: 'get' | 'create', status: number): Fault => ({
  fault,
  async run(lab) {
    const other = await lab.server(verb === 'get' ? ok(lab.client) : created(lab.client));
    const server = await lab.server(redirect(status, `${other.origin}/elsewhere`));
    const client = start(lab, server.origin);
    const end = await endOf(() => (verb === 'get' ? client.get(idOf(lab)) : client.create()));
    const [stray] = other.requests;
    return `the other server got ${stray ? `a ${stray.method} with ${carried(stray)}` : 'nothing'}; ${say(end)}`;
  },
});

/** What a list makes of these answers, which may have no end. */
export const listing = (fault: string, without: Fault['without'], ...scripts: Script[]): Fault => ({
  fault,
  ...(without ? { without } : {}),
  async run(lab) {
    const server = await lab.server(...scripts);
    const end = await endOf(() => start(lab, server.origin).list(), PATIENCE_MS);
    return end.kind === 'pending' ? `still asking after ${PATIENCE_MS / 1000} s` : say(end);
  },
});

/** What a create makes of these answers, and how often it was sent. */
export const creating = (fault: string, ...scripts: Script[]): Fault => ({
  fault,
  async run(lab) {
    const server = await lab.server(...scripts, created(lab.client));
    const end = await endOf(() => start(lab, server.origin).create());
    return `sent ${times(calls(server).length)}; ${say(end)}`;
  },
});

/** What happens without, or with an odd, credential. */
export const withCredential = (
  fault: string,
  options: Partial<OpenOptions>,
  without?: Fault['without'],
): Fault => ({
  fault,
  ...(without ? { without } : {}),
  async run(lab) {
    const server = await lab.server(ok(lab.client));
    const end = await endOf(async () => start(lab, server.origin, options).get(idOf(lab)));
    const [request] = calls(server);
    const header = request?.headers.authorization ?? request?.headers.sec;
    const sent = request ? `sent with ${header ? shownHeader(header) : 'no credential'}` : 'nothing sent';
    const leak = typeof options.secret === 'string' && shows(end, TOKEN) ? '; the error shows the token' : '';
    return `${sent}; ${say(end)}${leak}`;
  },
});

/** Whether a call ends at its timeout. */
export const hanging = (fault: string, script: Script): Fault => ({
  fault,
  async run(lab) {
    const server = await lab.server(script);
    const client = start(lab, server.origin, { timeoutMs: TIMEOUT_MS });
    const startedAt = performance.now();
    const end = await endOf(() => client.get(idOf(lab)), PATIENCE_MS);
    if (end.kind === 'pending') return `still waiting after ${PATIENCE_MS / 1000} s`;
    const late = performance.now() - startedAt > TIMEOUT_MS + 500;
    return `${late ? 'ended late' : 'ended at the timeout'}; ${say(end)}`;
  },
});

/** A credential as it was sent; Basic by what it decodes to. */
function shownHeader(header: string): string {
  if (!header.startsWith('Basic ')) return `“${header}”`;
  const bytes = Buffer.from(header.slice(6), 'base64');
  const isUtf8 = Buffer.from(bytes.toString()).equals(bytes);
  return `“${bytes.toString(isUtf8 ? 'utf8' : 'latin1')}” in ${isUtf8 ? 'UTF-8' : 'Latin-1'}`;
}

export function times(count: number): string {
  return ['never', 'once', 'twice'][count] ?? `${count} times`;
}
