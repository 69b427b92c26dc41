import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunningMock, startMock, type Vendor } from '@rollcall/mock-servers';
import { atItsLine, type Snippet } from './extract.ts';
import { CREDENTIALS, strangeAddresses, vendorsIn, withSandboxes } from './sandboxes.ts';

/** The longest creates ten thousand users. */
const TIMEOUT_MS = 300_000;

export interface Outcome {
  /** What went wrong, or undefined. */
  readonly problem?: string;
  readonly output: string;
  readonly ms: number;
}

/** Runs a whole program of a page in a process of its own, against sandboxes of its own on free ports. */
export async function run(
  snippet: Snippet,
  folder: string,
  env: Record<string, string> = {},
): Promise<Outcome> {
  const strange = strangeAddresses(snippet.code);
  if (strange.length > 0)
    return { problem: `no sandbox answers at ${strange.join(', ')}`, output: '', ms: 0 };

  const startedAt = performance.now();
  const urls: Partial<Record<Vendor, string>> = {};
  const mocks: RunningMock[] = [];
  try {
    for (const vendor of vendorsIn(snippet.code)) {
      const mock = await startMock(vendor, { strict: true, taskStepMs: 50 });
      mocks.push(mock);
      urls[vendor] = mock.url;
    }
    mkdirSync(folder, { recursive: true });
    const file = join(
      folder,
      `snippet.${snippet.language === 'ts' ? 'mts' : snippet.language === 'js' ? 'mjs' : snippet.language}`,
    );
    writeFileSync(file, withSandboxes(atItsLine(snippet), urls));
    const { code, output } = await execute(
      snippet.language === 'sh' ? ['bash', '-eu', file] : [process.execPath, file],
      folder,
      env,
    );
    const broken = mocks.flatMap(({ violations }) => violations.map((each) => JSON.stringify(each)));
    const problem =
      code !== 0
        ? `it ended with ${code}`
        : broken.length > 0
          ? `a sandbox broke its contract: ${broken.join('; ')}`
          : undefined;
    return { ...(problem ? { problem } : {}), output, ms: performance.now() - startedAt };
  } finally {
    await Promise.all(mocks.map((mock) => mock.close()));
  }
}

function execute(
  [command = '', ...args]: string[],
  cwd: string,
  env: Record<string, string>,
): Promise<{ code: number | string | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...CREDENTIALS, ...env, NODE_NO_WARNINGS: '1' },
      timeout: TIMEOUT_MS,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: signal ?? code, output }));
  });
}
