import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseMarkdown, renderForms } from '../../../src/render/markdown/markdown.ts';
import { launchChromium } from '../../browser/chromium.ts';
import { aRelease, shelved } from '../../support/shelf.ts';
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

/** What axe says of a mail, landmarks aside: a mail stands in the page of a mail program, which has them. */
async function remarks(browser: Browser, html: string, scheme: 'light' | 'dark'): Promise<unknown[]> {
  const page = await browser.newPage({ viewport: { width: 320, height: 800 }, colorScheme: scheme });
  await page.route(/^https?:/, (route) => route.abort());
  await page.setContent(html);
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
    'axe.run()',
  );
  await page.close();
  return [
    ...(wide > 320 ? [`scrolls sideways: ${wide}`] : []),
    ...violations
      .filter(({ id }) => id !== 'landmark-one-main' && id !== 'region')
      .map(({ id, nodes }) => ({ id, where: nodes.map((node) => node.html) })),
  ];
}

describe('in a real browser, 320 pixels wide', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
  });

  it.each(['light', 'dark'] as const)('an issue is readable and fits (%s)', async (scheme) => {
    const { html } = await letterOfIssue(issueWith(12));
    expect(await remarks(browser, html, scheme)).toEqual([]);
  });

  it.each(['light', 'dark'] as const)(
    'a release with everything is readable and fits (%s)',
    async (scheme) => {
      const release = aRelease(1, {
        kind: 'arrest',
        updates: '26-090',
        unit: 'persons',
        report: '26-046102',
      });
      const options = { path: release.path, prefix: 'r26-101-', site: 'https://newsroom.example.gov' };
      const item = shelved(release, { forms: () => renderForms(parseMarkdown(BODY, 1), options) });
      const { html } = await letterOfRelease(item);
      expect(await remarks(browser, html, scheme)).toEqual([]);
    },
  );
});
