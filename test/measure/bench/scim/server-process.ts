import { fork } from 'node:child_process';
import { join } from 'node:path';

export interface OwnTime {
  what: string;
  /** What the bridge added to the vendor's own time. */
  ms: number;
  /** Requests to the vendor. */
  calls: number;
}

export interface Running {
  url: string;
  token: string;
  /** Bytes. */
  memory(): Promise<number>;
  /** Of the requests since the last call. */
  own(): Promise<OwnTime[]>;
  stop(): void;
}

/** Starts `server.ts` with these arguments in a process of its own. */
export async function start(...args: string[]): Promise<Running> {
  const child = fork(join(import.meta.dirname, 'server.ts'), args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const answer = <Answer>() =>
    new Promise<Answer>((resolve, reject) => {
      child.once('message', (message) => resolve(message as Answer));
      child.once('exit', (code) => reject(new Error(`the server ${args[0]} ended with ${code}`)));
    });
  const ask = <Answer>(what: string): Promise<Answer> => {
    const answered = answer<Answer>();
    child.send(what);
    return answered;
  };
  const { token, url } = await answer<{ url: string; token: string }>();
  return {
    token,
    url,
    memory: async () => (await ask<{ rss: number }>('memory')).rss,
    own: async () => (await ask<{ own: OwnTime[] }>('own')).own,
    stop: () => child.kill(),
  };
}
