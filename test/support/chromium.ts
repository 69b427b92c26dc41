import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Debian's path, or what CHROMIUM says. */
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Why browser tests cannot run here; in CI they run and fail instead. */
export const noChromium =
  existsSync(executablePath) || process.env.CI
    ? false
    : `there is no Chromium at ${executablePath}; name one with CHROMIUM`;

/** Without the background flags Chromium calls home at every start. */
export function launchChromium(): Promise<Browser> {
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
