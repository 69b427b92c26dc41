import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { must } from '../packed/run.ts';
import { expectDone, startSandboxes } from './sandboxes.ts';
import { bundle, runInWorkerd } from './workerd.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const project = inject('npmProject');
const app = join(project, 'runtimes');
const bin = (name: string) => join(here, 'node_modules', name);
const nodes = ['20', '22', '24', '26'].map((major) => ({ major, node: bin(`node${major}/bin/node`) }));

beforeAll(() => cpSync(join(here, 'platform'), app, { recursive: true }));

describe('the packed packages list, create and delete', () => {
  it.each(nodes)('on Node $major', async ({ node }) => {
    await exercised((urls) => must(node, [join(app, 'main.mjs'), urls], { cwd: app }));
  });

  it.each(nodes)(
    'on Node $major against sandboxes in the same process, by the Node transport',
    async ({ node }) => {
      const result = JSON.parse(await must(node, [join(app, 'own-sandbox.mjs')], { cwd: app }));
      expect(result).toMatchObject({
        created: 'jane',
        deleted: 'COMPLETED',
        gone: 'HttpError 404',
        violations: [],
      });
      expect(result.qlik.length).toBeGreaterThan(0);
    },
  );

  it('on Bun', async () => {
    await exercised((urls) => must(bin('.bin/bun'), [join(app, 'main.mjs'), urls], { cwd: app }));
  });

  it('on Deno, with leave for the network only', async () => {
    const args = ['run', '--no-prompt', '--allow-net=127.0.0.1', '--node-modules-dir=manual', '--no-lock'];
    await exercised((urls) => must(bin('.bin/deno'), [...args, join(app, 'main.mjs'), urls], { cwd: app }));
  });

  it('in a worker (workerd)', async () => {
    await bundle(join(app, 'worker.js'), join(app, 'worker.bundle.js'));
    await exercised((urls) => runInWorkerd(join(app, 'worker.capnp'), urls));
  });
});

/** Runs something against fresh sandboxes and looks at what it did. */
async function exercised(work: (urls: string) => Promise<string>): Promise<void> {
  const sandboxes = await startSandboxes();
  try {
    expectDone(JSON.parse(await work(JSON.stringify(sandboxes.urls))), sandboxes);
  } finally {
    await sandboxes.close();
  }
}
