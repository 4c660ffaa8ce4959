import { existsSync } from 'node:fs';
import packaged from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const LOCAL = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Real Chromium: the machine's own where there is one, else the one that `npm ci` brought along (Linux, x64). The
 * sandbox needs a user other than root, so it is off; the pages under test are our own.
 */
export async function launchChromium(): Promise<Browser> {
  const executablePath = LOCAL.find((path) => existsSync(path)) ?? (await packaged.executablePath());
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--no-zygote',
      '--disable-gpu',
      '--font-render-hinting=none',
      '--disable-dev-shm-usage',
    ],
  });
}
