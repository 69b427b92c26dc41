/** A budget that is out of reach: what is measured instead, with room for a busy machine, and why it is no better. */
export interface Floor {
  /** A run that is worse than this fails all the same. */
  readonly floor: number;
  readonly reason: string;
}

const CALL =
  'the generated client takes 10 µs of it; deadline, attempt timeout, redirects, size cap, checks and paging take the rest, no single step more than a few µs';
const PARALLEL =
  'undici.request is at half of fetch; the Request and Headers of the generated client and what the facade does for a call take the other half';
const BUNDLE =
  'the generated client (4 kB) and the pipeline of retries, deadlines, redirects, redaction and typed errors (8 kB) fill it before the first verb';
const KEYS =
  'the ids of all users are kept, 8 bytes each, so that none comes twice; the peak of the process is the same';

const beyond = { floor: 110, reason: CALL };
const bundle = (floor: number): Floor => ({ floor, reason: BUNDLE });
const parallel = (floor: number): Floor => ({ floor, reason: PARALLEL });

/** By `case/name`. docs/performance.md of the facade tells what was tried. */
export const floors: Readonly<Record<string, Floor>> = {
  'stubbed/facade QRadar beyond fetch + JSON.parse': beyond,
  'stubbed/facade Qlik beyond fetch + JSON.parse': beyond,
  'stubbed/facade IQ beyond fetch + JSON.parse': beyond,
  'stubbed/facade QRadar to ky': { floor: 1.6, reason: `ky checks and times less; ${CALL}` },
  'loopback/facade QRadar, CPU': parallel(2),
  'loopback/facade QRadar on /node, CPU': parallel(1.6),
  'loopback/facade QRadar on /node to generated client, CPU': parallel(1.8),
  'loopback/facade QRadar on /node to openapi-fetch, CPU': parallel(1.8),
  'loopback/facade QRadar on /node to ofetch, CPU': parallel(1.8),
  'loopback/facade QRadar on /node to ky, CPU': parallel(1.3),
  'loopback/facade QRadar on /node to @sonatype/nexus-iq-api-client, CPU': parallel(1.3),
  'walk/plain: live heap, 100000 users to 10000': { floor: 1.2, reason: KEYS },
  'walk/a window of 4: live heap, 100000 users to 10000': { floor: 1.2, reason: KEYS },
  'bundle/qradar': bundle(21),
  'bundle/iq': bundle(16.5),
  'bundle/qlik': bundle(19.5),
  'import/@rollcall/facade/qualys-saq': { floor: 14, reason: 'saxes and xmlchars are CommonJS, 3 ms of it' },
};
