import { type Call, filterBy, patchOf, person } from './client.ts';

/** Identity providers ask far more than they write: of ten requests seven look whether somebody is there. */
const MIX = ['check', 'check', 'check', 'get', 'check', 'check', 'check', 'patch', 'check', 'get'] as const;

/** People to ask about. */
async function people(call: Call, many: number): Promise<{ id: string; userName: string }[]> {
  const made = [];
  for (let n = 0; n < many; n += 1) {
    const { body, status } = await call('POST', '/Users', person(`bench${n}`));
    if (status !== 201) throw new Error(`somebody could not be created: ${status} ${JSON.stringify(body)}`);
    made.push({ id: String(body.id), userName: String(body.userName) });
  }
  return made;
}

function requests(call: Call, known: readonly { id: string; userName: string }[]) {
  return async (n: number): Promise<void> => {
    const { id, userName } = known[n % known.length] as (typeof known)[number];
    const what = MIX[n % MIX.length];
    const change = patchOf({ op: 'replace', path: 'name.familyName', value: `Lee ${n}` });
    const { status } = await (what === 'check'
      ? call('GET', filterBy(`userName eq "${n % 2 ? userName : `nobody${n}@acme.test`}"`))
      : what === 'get'
        ? call('GET', `/Users/${id}`)
        : call('PATCH', `/Users/${id}`, change));
    if (status !== 200 && status !== 204) throw new Error(`${what} was answered ${status}`);
  };
}

/** As many requests as eight connections make. */
export async function closedLoop(call: Call, seconds: number): Promise<{ requestsPerSecond: number }> {
  const request = requests(call, await people(call, 200));
  let sent = 0;
  const started = performance.now();
  const worker = async () => {
    while (performance.now() - started < seconds * 1000) await request(sent++);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return { requestsPerSecond: sent / ((performance.now() - started) / 1000) };
}

/** So many requests a second, whether the earlier ones were answered or not. */
export async function openLoop(call: Call, perSecond: number, seconds: number): Promise<{ failed: number }> {
  const request = requests(call, await people(call, 20));
  const running: Promise<void>[] = [];
  let failed = 0;
  const started = performance.now();
  for (let n = 0; n < perSecond * seconds; n += 1) {
    const waitMs = started + (n * 1000) / perSecond - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    running.push(
      request(n).catch(() => {
        failed += 1;
      }),
    );
  }
  await Promise.all(running);
  return { failed };
}
