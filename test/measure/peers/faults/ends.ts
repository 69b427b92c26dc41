import { json, silence } from '../../../support/scripts.ts';
import { creating, hanging, idOf, type Numbered, noFetch, start, TIMEOUT_MS } from '../experiments.ts';
import { endOf, say, shows, TOKEN } from '../observe.ts';

// Rows 32 to 59 that are about how a call ends, and what its error shows.

/** As a page of a proxy writes it: every character a decimal entity. */
const ENTITIES = [...TOKEN].map((character) => `&#${character.charCodeAt(0)};`).join('');
const OTHER_TOKEN = 'live-9d41-of-another-service';

export const ends: readonly Numbered[] = [
  [
    32,
    creating(
      'create on an open connection that then carries no HTTP',
      (socket) => void socket.end(Buffer.of(0, 0xff, 0x16, 3, 1, 13, 10, 13, 10)),
    ),
  ],
  [
    44,
    {
      fault: '400 that holds a live token of another service, its error printed',
      async run(lab) {
        const server = await lab.server(json(400, { message: 'no', token: OTHER_TOKEN }));
        const end = await endOf(() => start(lab, server.origin).get(idOf(lab)));
        return shows(end, OTHER_TOKEN) ? 'shows the token' : 'shows no token';
      },
    },
  ],
  [
    45,
    {
      fault: '400 that echoes the token in entities, its error printed',
      async run(lab) {
        const server = await lab.server(json(400, { message: `bad token ${ENTITIES}` }));
        const end = await endOf(() => start(lab, server.origin).get(idOf(lab)));
        return shows(end, ENTITIES) ? 'shows the token' : 'shows no token';
      },
    },
  ],
  [
    46,
    {
      fault: `a \`fetch\` that never settles, timeout ${TIMEOUT_MS} ms`,
      without: noFetch,
      async run(lab) {
        const fetch = () => new Promise<Response>(() => {});
        const client = start(lab, 'http://127.0.0.1:9', { timeoutMs: TIMEOUT_MS, fetch });
        const end = await endOf(() => client.get(idOf(lab)), 3000);
        return end.kind === 'pending' ? 'still waiting after 3 s' : `ended at the timeout; ${say(end)}`;
      },
    },
  ],
  [
    47,
    {
      fault: '400 with a message of a megabyte, its error printed',
      async run(lab) {
        const server = await lab.server(json(400, { message: 'x'.repeat(2 ** 20) }));
        const end = await endOf(() => start(lab, server.origin).get(idOf(lab)));
        return shows(end, 'x'.repeat(2 ** 19)) ? 'shows all of it' : `shows a part of it; ${say(end)}`;
      },
    },
  ],
  [
    52,
    {
      ...hanging(`the wall clock jumps by an hour, timeout ${TIMEOUT_MS} ms`, silence),
      async run(lab) {
        const { now } = Date;
        const jump = setTimeout(() => {
          Date.now = () => now() + 3_600_000;
        }, 50);
        try {
          return await hanging('', silence).run(lab);
        } finally {
          clearTimeout(jump);
          Date.now = now;
        }
      },
    },
  ],
];
