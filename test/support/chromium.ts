import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../packaging/runtimes/chromium.js';

const executablePath = findChromium();

/** Why browser tests cannot run here; in CI they run and fail instead. */
export const noChromium =
  executablePath === undefined && !process.env.CI ? 'there is no Chromium on this machine' : false;

/** Without the background flags Chromium calls home at every start. */
export function launchChromium(): Promise<Browser> {
  if (executablePath === undefined) throw new Error('There is no Chromium, and CI must have one.');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
