import { cpSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { findChromium } from './chromium.ts';
import { corsGateway, expectDone, startSandboxes } from './sandboxes.ts';
import { bundle } from './workerd.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
// The runtimes' own lockfile brings it, not the repository's.
const { chromium } = createRequire(join(here, 'package.json'))(
  'playwright-core',
) as typeof import('playwright-core');
const executablePath = findChromium();
if (executablePath === undefined) {
  const word = 'no Chromium on this machine: install it (apt-get install chromium) to run the browser tests';
  if (process.env.CI) throw new Error(word);
  console.warn(`SKIPPED: ${word}`);
}

describe.skipIf(executablePath === undefined)('a bundle in Chromium', () => {
  const app = join(inject('npmProject'), 'browser');
  const script = join(app, 'page.bundle.js');
  let origin: string;
  const server = createServer(({ url }, outgoing) => {
    const isScript = url === '/page.js';
    outgoing.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
    outgoing.end(
      isScript
        ? readFileSync(script)
        : '<!doctype html><title>x</title><script type="module" src="/page.js"></script>',
    );
  });

  beforeAll(async () => {
    cpSync(join(here, 'platform'), app, { recursive: true });
    await bundle(join(app, 'page.js'), script);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  async function exerciseInPage(urls: Record<string, string>): Promise<Record<string, unknown>> {
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage();
      await page.goto(origin);
      await page.waitForFunction('globalThis.exercise !== undefined');
      return await page.evaluate(`exercise(${JSON.stringify(urls)})`);
    } finally {
      await browser.close();
    }
  }

  async function reachable(allowedOrigins: readonly string[]) {
    const sandboxes = await startSandboxes(allowedOrigins);
    const gateways = {
      iq: await corsGateway(sandboxes.urls.iq),
      qlik: await corsGateway(sandboxes.urls.qlik),
      'qualys-saq': await corsGateway(sandboxes.urls['qualys-saq']),
    };
    onTestFinished(async () => {
      await Promise.all(Object.values(gateways).map((gateway) => gateway.close()));
      await sandboxes.close();
    });
    const open = Object.entries(gateways).map(([vendor, { url }]) => [vendor, url] as const);
    return { sandboxes, urls: { qradar: sandboxes.urls.qradar, ...Object.fromEntries(open) } };
  }

  it('lists, creates and deletes on a console that allows its origin', async () => {
    const { sandboxes, urls } = await reachable([origin]);
    expectDone(await exerciseInPage(urls), sandboxes);
  });

  it('gets a NetworkError from a console that does not', async () => {
    const { urls } = await reachable(['https://elsewhere.example.com']);
    await expect(exerciseInPage(urls)).rejects.toThrow(/NetworkError/);
  });
});
