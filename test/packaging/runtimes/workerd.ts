import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { must } from '../packed/run.ts';

const bin = (name: string) => fileURLToPath(new URL(`node_modules/.bin/${name}`, import.meta.url));

/** One file for platforms that resolve no packages. Nothing of Node may be in it: esbuild fails on `node:` then. */
export async function bundle(entry: string, outfile: string, more: readonly string[] = []): Promise<void> {
  await must(bin('esbuild'), [
    entry,
    `--outfile=${outfile}`,
    '--bundle',
    '--format=esm',
    '--platform=browser',
    '--conditions=worker,browser',
    '--minify',
    '--keep-names',
    ...more,
  ]);
}

/** Starts workerd on a free port, sends it one request, gives the answer's text, and stops it. */
export async function runInWorkerd(config: string, body: string): Promise<string> {
  const server = spawn(bin('workerd'), ['serve', config, '--control-fd=3'], {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  try {
    const port = await Promise.race([
      listeningPort(server.stdio[3] as Readable),
      ended.then(() => Promise.reject(new Error('workerd ended before it listened'))),
    ]);
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`the worker answered ${answer.status}: ${text}`);
    return text;
  } finally {
    server.kill();
    await ended;
  }
}

/** workerd writes a line of JSON per event to its control descriptor. */
async function listeningPort(control: Readable): Promise<number> {
  for await (const line of createInterface({ input: control })) {
    const { event, port } = JSON.parse(line) as { event: string; port?: number };
    if (event === 'listen' && port !== undefined) return port;
  }
  throw new Error('workerd closed its control descriptor without a port');
}
