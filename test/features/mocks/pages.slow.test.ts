import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import { type RunningMock, startMock, type Vendor } from '@rollcall/mock-servers';
import axeCore from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { launchChromium, noChromium } from '../../support/chromium.js';

// A real browser on a busy machine.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

if (noChromium) console.warn(`The pages of the mock servers are not tested: ${noChromium}.`);

let browser: Browser;
const running: RunningMock[] = [];
const foreign: string[] = [];
const complaints: string[] = [];

beforeAll(async () => {
  if (!noChromium) browser = await launchChromium();
});
afterAll(() => browser?.close());
afterEach(async () => {
  await Promise.all(browser?.contexts().map((context) => context.close()) ?? []);
  await Promise.all(running.splice(0).map((mock) => mock.close()));
  expect(foreign.splice(0)).toEqual([]);
  expect(complaints.splice(0)).toEqual([]);
});

/** A page on a fresh mock; requests to other origins and errors in the console fail the test. */
async function open(vendor: Vendor, path: string, options: BrowserContextOptions = {}) {
  const mock = await startMock(vendor, { strict: true });
  running.push(mock);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== mock.url && !['data:', 'blob:'].includes(protocol)) foreign.push(request.url());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // Chromium logs every answer of 400 and above; such answers are asked for here.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      complaints.push(message.text());
    }
  });
  await page.goto(mock.url + path);
  return { mock, page, context };
}

/** With SCREENSHOTS=folder the pages can be looked at. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: name.startsWith('journal') });
}

describe.skipIf(noChromium)('the page of the journal', () => {
  const list = (mock: RunningMock, path = '') =>
    fetch(`${mock.url}/api/config/access/users${path}`, { headers: mock.credentials.headers });

  it('shows requests as they come, and what was asked and answered', async () => {
    const { mock, page } = await open('qradar', '/__rollcall/');
    await page.getByText('No request yet.').waitFor();
    await list(mock, '?filter=username%3D%22jdoe%22');
    await page.locator('#entries summary').click();
    await page.getByText('"username": "jdoe"').waitFor();
    expect(await page.locator('#entries summary').textContent()).toMatch(/GET[\s\S]*200/);
    await page.getByText('sec: ***').waitFor();
    expect(await page.title()).toBe('IBM QRadar sandbox');
  });

  it('adds a fault with its form, which hits, and removes it', async () => {
    const { mock, page } = await open('qradar', '/__rollcall/');
    await page.getByLabel('Operation').selectOption('listUsers');
    await page.getByRole('textbox', { name: 'Status' }).fill('418');
    await page.getByLabel('How often').selectOption('times');
    await page.getByRole('button', { name: 'Add fault' }).click();
    await page.getByText('Fault added.').waitFor();
    expect((await list(mock)).status).toBe(418);
    expect((await list(mock, '/1001')).status).toBe(200);
    await page.getByText('hit 1, 2 left').waitFor();
    await page.getByRole('button', { name: 'Remove fault 1' }).click();
    await page.getByText('Fault removed.').waitFor();
    expect((await list(mock)).status).toBe(200);
  });

  it('says what is wrong with a fault', async () => {
    const { page } = await open('iq', '/__rollcall/');
    await page.getByRole('textbox', { name: 'Status' }).fill('42');
    await page.getByRole('button', { name: 'Add fault' }).click();
    await page.getByText('status must be a whole number between 200 and 599').waitFor();
  });

  it('makes a task stick, and shows users and tasks now', async () => {
    const { mock, page } = await open('qradar', '/__rollcall/');
    await page.getByLabel('What happens').selectOption('stuck');
    await page.getByRole('button', { name: 'Add fault' }).click();
    await page.getByText('Fault added.').waitFor();
    await fetch(`${mock.url}/api/config/access/users/1001`, {
      method: 'DELETE',
      headers: mock.credentials.headers,
    });
    await page.getByText('Delete user jdoe').waitFor();
    await page.locator('#tasks').getByText('PROCESSING').waitFor();
    await page.locator('#users').getByText('jdoe', { exact: true }).waitFor();
  });

  it('resets the sandbox', async () => {
    const { mock, page } = await open('iq', '/__rollcall/');
    const bob = `${mock.url}/api/v2/users/bob`;
    await fetch(bob, { method: 'DELETE', headers: mock.credentials.headers });
    await page.locator('#entries li').first().waitFor();
    await page.getByRole('button', { name: 'Reset the sandbox' }).click();
    await page.getByRole('button', { name: 'Keep everything' }).click();
    expect((await fetch(bob, { headers: mock.credentials.headers })).status).toBe(404);
    await page.getByRole('button', { name: 'Reset the sandbox' }).click();
    await page.getByRole('button', { name: 'Reset now' }).click();
    await page.getByText('Back at the start.').waitFor();
    await page.getByText('No request yet.').waitFor();
    expect((await fetch(bob, { headers: mock.credentials.headers })).status).toBe(200);
    await page.locator('#entries li').first().waitFor();
    mock.reset();
    await page.getByText('No request yet.').waitFor();
  });

  it('says what its filter hides, and shows it again', async () => {
    const { mock, page } = await open('qradar', '/__rollcall/');
    for (const path of ['', '/1001']) await list(mock, path);
    await page.locator('#entries summary').nth(1).waitFor();
    await page.getByLabel('Filter').fill('/1001');
    await page.getByText('1 of 2').waitFor();
    await page.getByLabel('Filter').fill('nobody asked for this');
    await page.getByText('No request matches “nobody asked for this”; 2 are hidden.').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    expect(await page.locator('#entries li:visible').count()).toBe(2);
  });

  it('copies a request as a curl line that the sandbox answers', async () => {
    const { mock, page, context } = await open('iq', '/__rollcall/');
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const user = {
      username: "o'hara",
      password: 'P@ss-word1',
      firstName: 'F',
      lastName: 'L',
      email: 'a@b.example',
    };
    await fetch(`${mock.url}/api/v2/users`, {
      method: 'POST',
      headers: { ...mock.credentials.headers, 'content-type': 'application/json' },
      body: JSON.stringify(user),
    });
    await page.locator('#entries summary').click();
    await page.getByRole('button', { name: 'Copy as curl' }).click();
    await page.getByText('on the clipboard').waitFor();
    const line = await page.evaluate(() => navigator.clipboard.readText());
    const { stdout } = await promisify(execFile)('sh', ['-c', line]);
    // The journal masks the password, so what is sent again is refused as a second user of that name, not as a stranger.
    expect(stdout).toMatch(/^HTTP\/1\.1 409/);
    expect(line).not.toContain(user.password);
  });

  it('shows role and profile of a QRadar user, and the realm of an IQ user', async () => {
    const { page } = await open('qradar', '/__rollcall/');
    await page.locator('#users').getByText('role Analyst · profile Default').waitFor();
    const iq = await open('iq', '/__rollcall/');
    await iq.page.locator('#users').getByText('Internal').first().waitFor();
  });

  it('never runs markup that a request brings', async () => {
    const { mock, page } = await open('iq', '/__rollcall/');
    const user = {
      username: '<img src=x onerror=document.title=1>',
      password: 'pass',
      firstName: 'F',
      lastName: 'L',
    };
    await fetch(`${mock.url}/api/v2/users?<b>`, {
      method: 'POST',
      headers: { ...mock.credentials.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ ...user, email: 'a@b.c' }),
    });
    await page.locator('#users').getByText('<img src=x').waitFor();
    expect(await page.locator('#users img, #entries b').count()).toBe(0);
  });

  it.each([
    ['desktop, light', 1280, 'light'],
    ['desktop, dark', 1280, 'dark'],
    ['phone, light', 320, 'light'],
    ['phone, dark', 320, 'dark'],
  ] as const)(
    'fits a %s, with enough contrast and a name for every control',
    async (name, width, colorScheme) => {
      const { mock, page } = await open('qradar', '/__rollcall/', {
        viewport: { width, height: 800 },
        colorScheme,
      });
      mock.faults.add({ operationId: 'listUsers', status: 503 });
      mock.faults.add({ operationId: 'listRoles', status: 429, probability: 0.1 });
      for (const path of ['', '', '/9999', '/1001']) await list(mock, path);
      await page.locator('#entries summary').nth(3).waitFor();
      await page.locator('#entries summary').first().click();
      await shoot(page, `journal ${name}`);
      const found = await page.evaluate(inspect);
      expect(found.overflow).toBe(0);
      expect(found.unnamed).toEqual([]);
      expect(found.pale).toEqual([]);
      expect(await axe(page)).toEqual([]);
    },
  );

  it('can be used from the keyboard alone', async () => {
    const { mock, page } = await open('iq', '/__rollcall/');
    await fetch(`${mock.url}/api/v2/users`, { headers: mock.credentials.headers });
    await page.locator('#entries summary').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the journal');
    for (let i = 0; i < 20; i += 1) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate(() => document.activeElement?.tagName)) === 'SUMMARY') break;
    }
    await page.keyboard.press('Enter');
    await page.getByText('Response body').waitFor();
    const outline = await page.evaluate(
      () => getComputedStyle(document.activeElement as Element).outlineStyle,
    );
    expect(outline).toBe('solid');
  });
});

describe.skipIf(noChromium)('the API reference', () => {
  it.each<[Vendor, string, string]>([
    ['qradar', 'listUsers', 'jdoe@example.com'],
    ['iq', 'listUsers', 'bobsmith@domain.com'],
    ['qlik', 'listUsers', 'alice@corp.example'],
    ['qualys-saq', 'createUsers', 'SUCCESS'],
  ])('of %s sends %s to the sandbox with its credentials', async (vendor, operationId, answer) => {
    const { mock, page } = await open(vendor, '/');
    const operation = await operationOf(mock, operationId);
    const button = page.getByRole('button', { name: new RegExp(`Test Request.*\\(${operation}\\)`, 'i') });
    // Scalar renders the operations below the first ones only when they come into sight.
    await vi.waitFor(
      async () => {
        if ((await button.count()) === 0) await page.evaluate(() => window.scrollBy(0, 400));
        expect(await button.count()).toBeGreaterThan(0);
      },
      { timeout: 20_000, interval: 50 },
    );
    await button.scrollIntoViewIfNeeded();
    await shoot(page, `reference ${vendor}`);
    await button.click();
    await page.getByRole('button', { name: /^Send/ }).first().click();
    await vi.waitFor(() => expect(mock.journal).toHaveLength(1), { timeout: 20_000, interval: 50 });
    expect(mock.journal[0]).toMatchObject({ operationId, status: 200 });
    expect(mock.journal[0]?.responseBody).toContain(answer);
    await page.getByText(answer).last().waitFor();
    await shoot(page, `try it ${vendor}`);
  });

  it('follows the colours of the system', async () => {
    const { page } = await open('iq', '/', { colorScheme: 'dark' });
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.waitForFunction(() => document.body.classList.contains('dark-mode'));
    await shoot(page, 'reference dark');
  });

  it('fits a phone and leads to the journal', async () => {
    const { page } = await open('iq', '/', { viewport: { width: 320, height: 700 } });
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await shoot(page, 'reference phone');
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
    await page.getByRole('link', { name: 'Journal' }).click();
    await page.getByRole('heading', { name: /^Journal/ }).waitFor();
  });

  it.each([
    ['desktop', 1280],
    ['phone', 390],
  ])(
    'on a %s brings the answer into view, and covers neither the way to the journal nor its own way out',
    async (name, width) => {
      const { page } = await open('qualys-saq', '/', { viewport: { width, height: 844 } });
      await page
        .getByRole('button', { name: /Test Request/i })
        .first()
        .click();
      await page.getByRole('button', { name: /^Send/ }).first().click();
      const answer = page.getByRole('region', { name: 'Response', exact: true });
      await vi.waitFor(async () => expect((await answer.boundingBox())?.y).toBeLessThan(300), 20_000);
      await page.getByText('<responseCode>').last().waitFor();
      expect(await answer.evaluate((element) => element.getBoundingClientRect().left >= 0)).toBe(true);
      await shoot(page, `answer ${name}`);
      for (const selector of ['#sandbox a', '.app-exit-button']) {
        expect([selector, await page.evaluate(isOnTop, selector)]).toEqual([selector, true]);
      }
    },
  );

  it.each([1280, 390])(
    '%i pixels wide has nothing of ours that axe reports, and one banner at most',
    async (width) => {
      const { page } = await open('iq', '/', { viewport: { width, height: 844 } });
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      const reports = await axe(page);
      expect(reports.filter((report) => /landmark|region|#sandbox/.test(report))).toEqual([]);
    },
  );

  it('has examples of Qualys that find somebody', async () => {
    const { mock, page } = await open('qualys-saq', '/');
    await page.getByText('Search users, page by page').first().click();
    await page.getByRole('button', { name: /Test Request.*search\/saq\/user/i }).click();
    await page.getByRole('button', { name: /^Send/ }).first().click();
    await vi.waitFor(() => expect(mock.journal).toHaveLength(1), 20_000);
    expect(mock.journal[0]?.responseBody).toContain('<count>1</count>');
  });

  it('shows beside curl what the program is with Rollcall', async () => {
    const { page } = await open('iq', '/');
    await page
      .getByRole('button', { name: /Shell Curl/i })
      .first()
      .click();
    await page.getByRole('option', { name: 'Rollcall' }).click();
    await page.getByText("from '@rollcall/facade/iq'").first().waitFor();
    await shoot(page, 'reference rollcall');
  });
});

/** What axe reports, each with the elements that it means. */
async function axe(page: Page): Promise<string[]> {
  await page.evaluate(axeCore.source);
  return page.evaluate(async () => {
    type Axe = { run(): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> };
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run();
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    );
  });
}

/** Runs in the page: whether a click in the middle of the element hits it. */
function isOnTop(selector: string): boolean {
  const element = document.querySelector(selector) as Element;
  const { height, width, x, y } = element.getBoundingClientRect();
  return element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
}

/** `get /api/v2/users`, as Scalar names its buttons. */
async function operationOf(mock: RunningMock, operationId: string): Promise<string> {
  const document = await (await fetch(`${mock.url}/__rollcall/openapi.json`)).json();
  for (const [path, item] of Object.entries(
    document.paths as Record<string, Record<string, { operationId?: string }>>,
  )) {
    for (const [method, operation] of Object.entries(item)) {
      if (operation.operationId === operationId) return `${method} ${path}`;
    }
  }
  throw new Error(`No operation ${operationId}`);
}

/** Runs in the page: what is too wide, has no name, or stands out too little (WCAG AA, 4.5 to 1). */
function inspect() {
  const luminance = (colour: string) => {
    const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number).map((value) => {
      const share = value / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const backgroundOf = (element: Element | null): string => {
    if (element === null) return 'rgb(255, 255, 255)';
    const { backgroundColor } = getComputedStyle(element);
    const isClear = backgroundColor === 'transparent' || /, 0\)$/.test(backgroundColor);
    return isClear ? backgroundOf(element.parentElement) : backgroundColor;
  };
  const visible = [...document.querySelectorAll('body *')].filter((element) => element.checkVisibility());
  const pale = visible
    .filter((element) =>
      [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
    )
    .map((element) => {
      const text = luminance(getComputedStyle(element).color);
      const ground = luminance(backgroundOf(element));
      const ratio = (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
      return { ratio, text: element.textContent?.trim().slice(0, 40) };
    })
    .filter(({ ratio }) => ratio < 4.5);
  const controls = visible.filter((element) => element.matches('button, input, select'));
  const unnamed = controls
    .filter((control) => {
      const labels = (control as HTMLInputElement).labels?.length ?? 0;
      const ownText = control.matches('button') && control.textContent?.trim();
      return labels === 0 && !ownText && !control.getAttribute('aria-label');
    })
    .map((control) => control.outerHTML);
  const { clientWidth, scrollWidth } = document.documentElement;
  return { overflow: scrollWidth - clientWidth, unnamed, pale };
}
