import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { snapshot } from '../support/camera.ts';
import { openDesk, releaseText } from '../support/desk.ts';
import { anOpenSite, ask } from '../site/support.ts';
import { launchChromium } from './chromium.ts';

const NOON = Date.UTC(2026, 10, 13, 21);
const PATH = 'releases/2026-11-13-lane-closed.md';
const PAGE = '/releases/2026-11-13-lane-closed.html';
const SITE = 'https://newsroom.example.gov';

/** A picture as it is seen: which file, how large the file and how large on the page, CSS pixels. */
type Seen = { file: string; natural: [number, number]; shown: [number, number]; right: number };

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
});

/** A newsroom whose release shows an upright photo, taken with the camera turned, and a map in its text. */
async function openPictured() {
  const desk = await openDesk();
  desk.write('releases/photos/bridge.jpg', await snapshot('jpeg', 6, 2000, 1500));
  desk.write('releases/photos/map.png', await snapshot('png', 1, 1400, 700));
  const photos = '[{file: photos/bridge.jpg, alt: A bridge over a road, credit: Example County Police}]';
  desk.write(PATH, releaseText({ photos }, 'One lane is closed.\n\n![A map](photos/map.png "The road.")'));
  await desk.ledger.subscribe([
    { address: 'reader@example.org', topics: ['releases'], confirmedAt: 0, consent: 'test' },
  ]);
  await desk.pass(NOON);
  const site = await anOpenSite(join(desk.root, 'public'));
  return { desk, site };
}

async function picturesOn(page: Page): Promise<Seen[]> {
  return page.evaluate<Seen[]>(`(async () => {
    const pictures = [...document.querySelectorAll('article img, .body img, body img')];
    for (const one of pictures) one.loading = 'eager';
    await Promise.all(pictures.map((one) => one.decode()));
    return [...new Set(pictures)].filter((one) => /photos/.test(one.currentSrc)).map((one) => {
      const { width, height, right } = one.getBoundingClientRect();
      return {
        file: one.currentSrc.replace(/^.*\\//, ''),
        natural: [one.naturalWidth, one.naturalHeight],
        shown: [width, height],
        right,
      };
    });
  })()`);
}

describe('photos on a page', () => {
  test.each([
    [320, 1, 'bridge.800w.jpg', 'map.800w.png'],
    [1280, 1, 'bridge.800w.jpg', 'map.800w.png'],
    [1280, 2, 'bridge.jpg', 'map.png'],
  ])(
    '%i pixels wide at density %i come in the size that fits, upright and in proportion',
    async (width, density, bridge, map) => {
      const { site } = await openPictured();
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        deviceScaleFactor: density,
      });
      const page = await context.newPage();
      await page.goto(`http://127.0.0.1:${site.port}${PAGE}`);
      const seen = await picturesOn(page);
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      await context.close();
      expect(overflow).toBe(0);
      expect(seen.map(({ file }) => file)).toEqual([bridge, map]);
      for (const { natural, shown, right } of seen) {
        expect(Math.abs(shown[0] / shown[1] - natural[0] / natural[1])).toBeLessThan(0.02);
        expect(right).toBeLessThanOrEqual(width);
      }
      const [first] = seen;
      expect((first?.natural[1] ?? 0) > (first?.natural[0] ?? 0)).toBe(true);
    },
  );

  test('in a mail are in the form for mail, and fit a telephone', async () => {
    const { desk, site } = await openPictured();
    const html = (await desk.ledger.letter('release/26-901@1'))?.html ?? '';
    const page = await browser.newPage({ viewport: { width: 320, height: 800 } });
    await page.route(/^https?:/, async (route) => {
      const address = route.request().url();
      const { body } = await ask(site, address.slice(SITE.length));
      await route.fulfill({ body, contentType: address.endsWith('.png') ? 'image/png' : 'image/jpeg' });
    });
    await page.setContent(html);
    const seen = await picturesOn(page);
    await page.close();
    expect(seen.map(({ file, natural }) => `${file} ${natural[0]}`).toSorted()).toEqual([
      'bridge.1200w.jpg 1200',
      'map.1200w.png 1200',
    ]);
    for (const { right } of seen) expect(right).toBeLessThanOrEqual(320);
  });
});

test('the photos of a killed release are answered with 410, in every size', async () => {
  const { desk, site } = await openPictured();
  const addresses = [...desk.publicFiles().keys()].filter((path) => path.startsWith('releases/photos/'));
  expect((await ask(site, `/${addresses[0]}`)).status).toBe(200);
  const recall =
    '{verb: kill, at: "2026-11-13T15:30:00-06:00", by: Lt. Erin Example, reason: A wrong person.}';
  desk.write(PATH, releaseText({ recall }, 'One lane is closed.'));
  await desk.pass(NOON + 3_600_000);
  for (const address of addresses) expect((await ask(site, `/${address}`)).status).toBe(410);
});
