import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Measured } from './contenders.ts';
import { load } from './load.ts';
import { residentMiB } from './server-process.ts';

export interface Growth {
  requests: number;
  /** MiB after a collection, at the tenth part of the requests and at the end. */
  heapBefore: number;
  heapAfter: number;
  residentBefore: number;
  residentAfter: number;
}

/** What a long run leaves in memory. The first tenth fills caches and the journal, which keeps 1000 requests. */
export async function growth(vendor: Measured, requests: number): Promise<Growth> {
  const child = fork(join(import.meta.dirname, 'growth-server.ts'), [vendor], { execArgv: ['--expose-gc'] });
  try {
    const [port] = (await once(child, 'message')) as [number];
    const heap = async () => {
      const answer = once(child, 'message');
      child.send('heap');
      return ((await answer) as [number])[0] / 2 ** 20;
    };
    await load(vendor, port, { requests: requests / 10 });
    const heapBefore = await heap();
    const residentBefore = residentMiB(child.pid as number);
    await load(vendor, port, { requests: (requests * 9) / 10 });
    const heapAfter = await heap();
    return {
      requests,
      heapBefore,
      heapAfter,
      residentBefore,
      residentAfter: residentMiB(child.pid as number),
    };
  } finally {
    child.kill('SIGKILL');
  }
}
