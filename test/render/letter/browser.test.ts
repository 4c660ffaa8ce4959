import axe, { type AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseMarkdown, renderForms } from '../../../src/render/markdown/markdown.ts';
import { launchChromium } from '../../browser/chromium.ts';
import { aRelease, shelved, updateTo } from '../../support/shelf.ts';
import { issueWith, letterOfIssue, letterOfRelease } from './letters.ts';

const BODY = `One lane of **Link Avenue** is closed.[^1]

> "Leave early," the sergeant said.

- **When:** Monday
- **Where:** https://newsroom.example.gov/an-address/that-is-longer-than-any-line/of-a-telephone.html

## Hours

| Day of the week | From | To | Expected delay | Detour | Authority | Responsibility |
|---|---|---|--:|---|---|---|
| Monday to Thursday | 7 a.m. | 6 p.m. | 15 minutes | Weber Road | Transportation | Construction |

![A map](photos/map.jpg "A map of the lane.")

[^1]: The permit is the county's.
`;

/** What axe says of a mail in light and dark, landmarks aside: those belong to the mail program around it. */
async function remarks(browser: Browser, html: string): Promise<unknown[]> {
  const page = await browser.newPage({ viewport: { width: 320, height: 800 } });
  await page.route(/^https?:/, (route) => route.abort());
  await page.setContent(html);
  await page.evaluate(axe.source);
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
  const found: unknown[] = wide > 320 ? [`scrolls sideways: ${wide}`] : [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await page.evaluate<AxeResults>('axe.run()');
    const own = violations.filter(({ id }) => id !== 'landmark-one-main' && id !== 'region');
    found.push(...own.map(({ id, nodes }) => ({ id, colorScheme, where: nodes.map((node) => node.html) })));
  }
  await page.close();
  return found;
}

describe('in a real browser, 320 pixels wide', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('an issue is readable and fits, light and dark', async () => {
    const { html } = await letterOfIssue(issueWith(12));
    expect(await remarks(browser, html)).toEqual([]);
  });

  it('a release with everything is readable and fits, light and dark', async () => {
    const release = aRelease(1, {
      kind: 'arrest',
      unit: 'persons',
      report: '26-046102',
    });
    const options = { path: release.path, prefix: 'r26-101-', site: 'https://newsroom.example.gov' };
    const update = updateTo(aRelease(3), aRelease(2));
    const item = shelved(release, { update, forms: () => renderForms(parseMarkdown(BODY, 1), options) });
    const { html } = await letterOfRelease(item);
    expect(await remarks(browser, html)).toEqual([]);
  });
});
