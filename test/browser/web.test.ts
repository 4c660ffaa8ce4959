import type { Server } from 'node:http';
import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fragmentsOutlet } from '../../src/outlets/fragments/fragments.ts';
import { webOutlet } from '../../src/outlets/web/web.ts';
import { launchChromium } from './chromium.ts';
import { browserShelf, serveOutlets } from './newsroom.ts';

const PAGES = {
  home: '/',
  'a release with everything': '/releases/2026-11-13-everything.html',
  'an expired release': '/releases/2026-11-13-story-14.html',
  'an issue': '/digest/24.html',
  'a list': '/kinds/traffic.html',
  'an older page of a list': '/kinds/traffic/1.html',
  'the archive': '/archive.html',
  'about and contact': '/about.html',
  'the page for a wrong address': '/no/such/page.html',
};
const RELEASE = PAGES['a release with everything'];

let browser: Browser;
let server: Server;
let origin: string;

beforeAll(async () => {
  ({ origin, server } = await serveOutlets(browserShelf(), [webOutlet, fragmentsOutlet]));
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

/** Opens a page in a window of its own and closes it again, whatever happens. */
async function visiting<T>(
  address: string,
  options: Parameters<Browser['newContext']>[0],
  look: (page: Page, context: BrowserContext) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    await page.goto(origin + address);
    return await look(page, context);
  } finally {
    await context.close();
  }
}

/** What axe-core finds wrong: rule, and the first element that breaks it. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const results = await page.evaluate<axe.AxeResults>('axe.run({ resultTypes: ["violations"] })');
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
}

/** How much wider the page is than its window, CSS pixels. */
async function overflow(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

describe.each(Object.entries(PAGES))('%s', (_, address) => {
  test.each(['light', 'dark'] as const)(
    'has no accessibility violation and never scrolls sideways, %s',
    async (colorScheme) => {
      await visiting(address, { colorScheme, viewport: { width: 1280, height: 900 } }, async (page) => {
        expect(await violations(page)).toEqual([]);
        expect(await overflow(page)).toBe(0);
        await page.setViewportSize({ width: 320, height: 640 });
        expect(await violations(page)).toEqual([]);
        expect(await overflow(page)).toBe(0);
      });
    },
  );
});

describe('the newsroom in a browser', () => {
  test('loads its stylesheet and every picture, from its own address only', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const answers: [string, number][] = [];
    page.on('response', (response) => answers.push([response.url(), response.status()]));
    await page.goto(origin + RELEASE, { waitUntil: 'networkidle' });
    await context.close();
    expect(answers.filter(([url, status]) => !url.startsWith(origin) || status !== 200)).toEqual([]);
    expect(answers.map(([url]) => url).some((url) => url.endsWith('.css'))).toBe(true);
  });

  test('leads the keyboard to the skip link first, and the skip link to the text', async () => {
    await visiting(RELEASE, {}, async (page) => {
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
      expect(
        await page.evaluate<number>('document.activeElement.getBoundingClientRect().top'),
      ).toBeGreaterThanOrEqual(0);
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe('main');
    });
  });

  test('shows where the keyboard is on every link and field that it reaches', async () => {
    await visiting(RELEASE, {}, async (page) => {
      const hidden: string[] = [];
      for (let i = 0; i < 40; i += 1) {
        await page.keyboard.press('Tab');
        const here = await page.evaluate<[string, string]>(
          '[document.activeElement.outerHTML.slice(0, 80), getComputedStyle(document.activeElement).outlineStyle]',
        );
        if (here[1] === 'none' && !here[0].startsWith('<body')) hidden.push(here[0]);
      }
      expect(hidden).toEqual([]);
    });
  });

  test('prints a release as a letterhead: no navigation, no footer, address of the department, links written out', async () => {
    await visiting(RELEASE, {}, async (page) => {
      await page.emulateMedia({ media: 'print' });
      for (const selector of ['.main-nav', '.crumbs', '.foot', '.skip', '.no-print']) {
        expect(await page.locator(selector).first().isVisible()).toBe(false);
      }
      expect(await page.locator('.letterhead').innerText()).toContain('1 Example Plaza, Clayton, MO 63105');
      expect(await page.locator('.paper-only').innerText()).toBe(`https://newsroom.example.gov${RELEASE}`);
      const link = await page.evaluate<string>(
        `getComputedStyle(document.querySelector('.text a[href^="http"]'), '::after').content`,
      );
      expect(link).toContain('https://www.example.gov/');
    });
  });

  test('prints in black on white for readers who prefer dark screens', async () => {
    await visiting(RELEASE, { colorScheme: 'dark' }, async (page) => {
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(0, 0, 0)');
    });
  });
});

test('a fragment has no accessibility violation in somebody else’s page, in a column of 320 pixels', async () => {
  const fragments = ['h2/latest', 'h3/release/2026-11-13-everything', 'h4/issue/24'];
  const bodies = await Promise.all(
    fragments.map(async (name) => (await fetch(`${origin}/fragments/${name}.html`)).text()),
  );
  const [latest, release, issue] = bodies;
  await visiting('/about.html', { viewport: { width: 320, height: 640 } }, async (page) => {
    await page.setContent(
      `<!doctype html><html lang="en"><head><title>City</title></head><body><main><h1>City</h1>${latest}<h2>Of us</h2>${release}<h3>More</h3>${issue}</main></body></html>`,
    );
    expect(await violations(page)).toEqual([]);
  });
});
