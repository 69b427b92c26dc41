import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface PrismProcess {
  /** Origin without a trailing slash. */
  readonly url: string;
  /** Kills the process and waits for its end. */
  close(): Promise<void>;
}

// Started as a file, not through a shell's PATH: the process that is killed is Prism itself.
function prismBin(): string {
  const { resolve } = createRequire(import.meta.url);
  const packageJson = resolve('@stoplight/prism-cli/package.json');
  const { bin } = JSON.parse(readFileSync(packageJson, 'utf8')) as { bin: { prism: string } };
  return join(dirname(packageJson), bin.prism);
}

/**
 * Stock `prism mock` as a process of its own on a free port. `--errors` turns an example that breaks its own schema
 * into a problem+json. Rejects with Prism's own output when it ends, or does not listen within 20 seconds.
 */
export async function startPrism(specFile: string): Promise<PrismProcess> {
  const child = spawn(process.execPath, [prismBin(), 'mock', '--errors', '--port', '0', specFile], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
  });
  const exited = once(child, 'exit');
  // A run that is interrupted leaves no server behind.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const close = async () => {
    process.off('exit', kill);
    kill();
    await exited;
  };

  let output = '';
  let giveUp: NodeJS.Timeout | undefined;
  try {
    const url = await new Promise<string>((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`Prism ${why} on ${specFile}:\n${output}`));
      const read = (chunk: Buffer) => {
        output += chunk;
        const listening = /Prism is listening on (http:\/\/\S+:\d+)/.exec(output);
        if (listening?.[1]) resolve(listening[1]);
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('error', reject);
      child.once('exit', (code) => fail(`ended with ${code}`));
      giveUp = setTimeout(() => fail('did not listen within 20 s'), 20_000);
    });
    // From here on nobody reads the output, yet the pipes must not fill.
    child.stdout.removeAllListeners('data').resume();
    child.stderr.removeAllListeners('data').resume();
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  } finally {
    clearTimeout(giveUp);
  }
}
