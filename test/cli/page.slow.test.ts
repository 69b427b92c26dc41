import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, noChromium } from '../support/chromium.js';
import { type Company, startCompany } from './company.test.helper.js';
import { qradarUser } from './people.test.helper.js';

/** Names as an attacker or a broken export writes them. */
const NAMES = [
  '</script><script>alert(1)</script>',
  '><img src=x onerror=alert(1)>',
  '\u202eevil\u202c',
  'x'.repeat(200),
];
const PEOPLE = NAMES.map((name, index) => `p${index},${name},p${index}@example.com,left,\n`).join('');

describe.skipIf(noChromium)('the pages in Chromium', () => {
  let company: Company;
  let browser: Browser;
  beforeAll(async () => {
    company = await startCompany(`person,name,addresses,status,department\n${PEOPLE}`, {
      qradar: { users: NAMES.map((_name, index) => qradarUser(2000 + index, `p${index}`)) },
    });
    await company.run('report', '--html', 'page.html');
    await company.run('leave', 'p3', '--yes', '--evidence', 'evidence');
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await company?.close();
  });

  /** Opens a page, with what it asked for and what popped up. */
  async function open(file: string, width: number) {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    const strange: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) strange.push(request.url());
    });
    page.on('dialog', (dialog) => {
      strange.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('pageerror', ({ message }) => strange.push(message));
    await page.goto(pathToFileURL(join(company.dir, file)).href);
    return { page, strange };
  }

  it.each([
    ['page.html', 360],
    ['page.html', 1280],
    ['evidence.html', 360],
  ])(
    '%s fits a screen of %i pixels whatever names there are, runs none of them and asks nobody',
    async (file, width) => {
      const { page, strange } = await open(file, width);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      expect(strange).toEqual([]);
      expect(await page.evaluate('document.body.textContent.includes("\\u202e")')).toBe(false);
      await page.close();
    },
  );

  it('keeps every system in view beside a name of 200 letters', async () => {
    const { page } = await open('page.html', 1280);
    const last = await page.locator('thead th').last().boundingBox();
    expect((last?.x ?? 0) + (last?.width ?? 0)).toBeLessThanOrEqual(1280);
    await page.close();
  });

  it('is filtered and sorted by keyboard alone', async () => {
    const { page } = await open('page.html', 1280);
    await page.keyboard.press('Tab');
    await page.keyboard.type('p2');
    expect(await page.textContent('#shown')).toMatch(/^[12] of \d+ rows$/);
    for (let presses = 0; presses < 4; presses += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.textContent('#shown')).toMatch(/^(\d+) of \1 rows$/);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.getAttribute('thead th >> nth=0', 'aria-sort')).toBe('ascending');
    await page.close();
  });
});
