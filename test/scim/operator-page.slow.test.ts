import { type RunningMock, startMock } from '@rollcall/mock-servers';
import axeCore from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openConfigured } from '../../packages/scim/src/program/configured.js';
import { type RunningServer, startServer } from '../../packages/scim/src/program/server.js';
import { launchChromium, noChromium } from '../support/chromium.js';
import { kim, TOKEN } from './bridge.test.helper.js';
import { envOf, temporaryFolder, writeConfig } from './program.test.helper.js';

const folder = temporaryFolder();
const THEMES = ['light', 'dark'] as const;
const WIDTHS = [360, 1280] as const;

describe.skipIf(noChromium)('the page for the operator, in Chromium', () => {
  let mock: RunningMock;
  let server: RunningServer;
  let browser: Browser;
  beforeAll(async () => {
    mock = await startMock('qradar', { strict: true, taskStepMs: 60_000 });
    const file = writeConfig(folder, mock, { audit: 'audit.jsonl' });
    const served = await openConfigured(file, envOf(mock));
    served.options = { ...served.options, removalWaitMs: 10, removalIntervalMs: 1000 };
    server = await startServer(served, {
      host: '127.0.0.1',
      port: 0,
      behindProxy: false,
      stopWithinMs: 1000,
    });
    const write = async (method: string, path: string, body?: object) => {
      const headers = { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/scim+json' };
      const url = `${server.url}/scim/v2/console${path}`;
      const answer = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
      return answer.json() as Promise<{ id: string }>;
    };
    const { id } = await write('POST', '/Users', kim);
    await write('POST', '/Users', kim);
    await write('DELETE', `/Users/${id}`);
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await mock?.close();
  });

  async function open(width: number, colorScheme: (typeof THEMES)[number]): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
    await page.goto(server.url);
    return page;
  }

  it.each(WIDTHS.flatMap((width) => THEMES.map((theme) => [width, theme] as const)))(
    'fits a window of %i px and can be read in %s',
    async (width, theme) => {
      const page = await open(width, theme);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      // A script of the page itself would be refused by its policy.
      await page.evaluate(axeCore.source);
      const found = await page.evaluate(async () => {
        // biome-ignore lint/suspicious/noExplicitAny: the script is the one above
        const { violations } = await (globalThis as any).axe.run();
        return violations.map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => [
          id,
          nodes[0]?.html,
        ]);
      });
      expect(found).toEqual([]);
      await page.close();
    },
  );

  it('is gone through by keyboard, in the order in which it is read, and shows where one is', async () => {
    const page = await open(360, 'light');
    const visited: string[] = [];
    for (let n = 0; n < 6; n += 1) {
      await page.keyboard.press('Tab');
      visited.push(
        await page.evaluate(() => {
          const { activeElement: at } = document;
          if (!at || at === document.body) return 'nothing';
          const { outlineStyle, outlineWidth } = getComputedStyle(at);
          const ring = outlineStyle === 'solid' && outlineWidth === '3px';
          return `${at.getAttribute('aria-label') ?? at.textContent}${ring ? '' : ' without a ring'}`;
        }),
      );
    }
    expect(visited).toEqual([
      'Systems',
      'In between',
      'Writes',
      'Systems and what they can do',
      'People in between',
      'The last hundred writes since the start, the newest first',
    ]);
    const writes = page.locator('#writes .scroll');
    const before = await writes.evaluate((element) => element.scrollLeft);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => writes.evaluate((element) => element.scrollLeft)).toBeGreaterThan(before);
    await page.close();
  });
});
