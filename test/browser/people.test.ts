import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aSubscriber } from '../ledger/records.ts';
import { openDoors, type Doors } from '../people/doors.ts';
import { launchChromium } from './chromium.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
});

const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 320, height: 640 };

/** Doors with one member and one request, and the addresses of all pages that they can open. */
async function pagesOf(): Promise<{ doors: Doors; pages: string[] }> {
  const doors = await openDoors();
  await doors.ledger.subscribe([aSubscriber(1, { topics: ['digest', 'area:affton'] }), aSubscriber(2)]);
  await doors.ledger.leave(2, 'asked', 1);
  await doors.counter.signUp('jane@example.org', { topics: ['digest', 'kind:traffic'], language: '' });
  await doors.counter.signUp('done@example.org', { topics: ['digest'], language: 'es' });
  await doors.counter.confirm(await doors.confirmation('done@example.org'));
  await doors.counter.move(doors.token('preferences', 1), `${'long.'.repeat(10)}name@example.org`);
  const home = `/p/${doors.token('preferences', 1)}`;
  const pages = [
    '/subscribe',
    '/subscribe?lang=es',
    '/subscribe/sent',
    `/c/${await doors.confirmation('jane@example.org')}`,
    `/c/${await doors.confirmation('done@example.org')}`,
    `/c/${await doors.confirmation(`${'long.'.repeat(10)}name@example.org`)}`,
    '/c/none',
    home,
    `${home}?saved`,
    `${home}/forget`,
    `/u/${doors.token('unsubscribe', 1)}`,
    `/u/${doors.token('unsubscribe', 2)}`,
    '/u/none',
  ];
  return { doors, pages };
}

/** What axe-core finds wrong: rule, and the first element that breaks it. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const results = await page.evaluate<axe.AxeResults>('axe.run({ resultTypes: ["violations"] })');
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
}

const overflow = (page: Page) =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/** Presses Tab until the element with this selector has the focus; fails when it never has. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 80; i += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate<boolean>(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
  }
  throw new Error(`The keyboard never reaches ${selector}.`);
}

describe('the pages for people in a browser', () => {
  test.each(['light', 'dark'] as const)(
    'have no accessibility violation and never scroll sideways, %s',
    async (colorScheme) => {
      const { doors, pages } = await pagesOf();
      const context = await browser.newContext({ colorScheme });
      const page = await context.newPage();
      for (const path of pages) {
        await page.goto(doors.site + path);
        for (const size of [WIDE, NARROW]) {
          await page.setViewportSize(size);
          expect([path, size.width, await violations(page)]).toEqual([path, size.width, []]);
          expect([path, size.width, await overflow(page)]).toEqual([path, size.width, 0]);
        }
      }
      await context.close();
    },
  );

  test('let somebody sign up, choose, and leave with the keyboard alone, without script, 320 pixels wide', async () => {
    const { doors } = await pagesOf();
    const context = await browser.newContext({ viewport: NARROW, javaScriptEnabled: false });
    const page = await context.newPage();
    const scripted = await browser.newContext({ viewport: NARROW });
    // Without script nothing can be asked of a page; the keys are the same, so where they lead was seen with it.
    const seeing = await scripted.newPage();
    await seeing.goto(`${doors.site}/subscribe`);
    await tabTo(seeing, '#address');
    await seeing.keyboard.type('keys@example.org');
    await tabTo(seeing, '#topic-kind-traffic');
    await seeing.keyboard.press('Space');
    await tabTo(seeing, '#submit');
    doors.clock.now += 3000;
    await Promise.all([seeing.waitForURL('**/subscribe/sent*'), seeing.keyboard.press('Enter')]);

    await page.goto(`${doors.site}/c/${await doors.confirmation('keys@example.org')}`);
    await page.locator('main button').focus();
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    expect(await page.locator('h1').innerText()).toBe('You are subscribed');
    const member = await doors.ledger.memberOf('keys@example.org');
    expect(member?.topics).toEqual(['digest', 'kind:traffic']);

    await page.locator('main a').focus();
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    await page.locator('#topic-digest').focus();
    await page.keyboard.press('Space');
    await page.locator('text=Save').focus();
    await Promise.all([page.waitForURL('**?saved'), page.keyboard.press('Enter')]);
    expect(await page.locator('[role=status]').innerText()).toBe('Your choices are saved.');
    expect(await doors.ledger.memberOf('keys@example.org')).toMatchObject({ topics: ['kind:traffic'] });

    await page.goto(`${doors.site}/u/${doors.token('unsubscribe', member?.id ?? 0)}`);
    await page.locator('main button').focus();
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    expect(await page.locator('h1').innerText()).toBe('You are not on the list');
    expect(await doors.ledger.memberOf('keys@example.org')).toBeUndefined();
    await context.close();
    await scripted.close();
  });

  test('lead whoever made a mistake to it, with all that was typed, and say so first in the title', async () => {
    const { doors } = await pagesOf();
    const page = await browser.newPage({ viewport: NARROW });
    await page.goto(`${doors.site}/subscribe`);
    await page.fill('#address', 'jane@localhost');
    await page.uncheck('#topic-digest');
    doors.clock.now += 3000;
    await Promise.all([page.waitForEvent('load'), page.click('#submit')]);
    expect(await page.title()).toMatch(/^Error: /);
    expect(await page.evaluate<string>('document.activeElement.className')).toBe('errors');
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('address');
    expect(await page.inputValue('#address')).toBe('jane@localhost');
    expect(await page.isChecked('#topic-digest')).toBe(false);
    await page.close();
  });

  test('hide the field for programs from eyes, keyboard and screen readers, without hiding it from programs', async () => {
    const { doors } = await pagesOf();
    const page = await browser.newPage({ viewport: WIDE });
    await page.goto(`${doors.site}/subscribe`);
    const seen: string[] = [];
    for (let i = 0; i < 50; i += 1) {
      await page.keyboard.press('Tab');
      seen.push(await page.evaluate<string>('document.activeElement.id'));
    }
    expect(seen).toContain('submit');
    expect(seen).not.toContain('website');
    const box = await page.locator('#website').boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(0);
    expect(await page.locator('#website').isEditable()).toBe(true);
    await page.close();
  });

  test('ask for nothing but their own style sheet and pictures, and have every field by its label', async () => {
    const { doors } = await pagesOf();
    const page = await browser.newPage({ viewport: WIDE });
    const asked: [string, number][] = [];
    page.on('response', (response) => asked.push([response.url(), response.status()]));
    await page.goto(`${doors.site}/subscribe`, { waitUntil: 'networkidle' });
    expect(asked.filter(([url, status]) => !url.startsWith(doors.site) || status !== 200)).toEqual([]);
    for (const label of ['Your e-mail address', 'Information Digest', 'All press releases', 'Fenton']) {
      expect(await page.getByLabel(label, { exact: true }).count()).toBe(1);
    }
    expect(await page.getByLabel('Your e-mail address').getAttribute('autocomplete')).toBe('email');
    await page.close();
  });
});
