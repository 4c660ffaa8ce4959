import { createServer, type Server } from 'node:http';
import type { Shelf, ShelvedPhoto } from '../../src/model/shelf.ts';
import type { Outlet } from '../../src/outlets/outlet.ts';
import { parseMarkdown } from '../../src/render/markdown/parse.ts';
import { renderForms } from '../../src/render/markdown/forms.ts';
import { inOneForm } from '../support/photo.ts';
import { testNewsroom } from '../support/newsroom.ts';
import { FRIDAY, aRelease, aShelf, anIssue, shelved, shelvedIssue } from '../support/shelf.ts';

const EVERYTHING = `Officers will close **one lane** of Link Avenue, *eastbound*, until noon.[^why]

- **When:** Friday, Nov. 13, 6 a.m. to noon
- **Where:** 8700 block of Link Avenue, between a very long cross street name and another one
- **Questions:** (314) 555-0100

## What to do

1. Use another road.
2. Allow more time. See [the county's map of closures](https://www.example.gov/a-very-long-address/that-does-not-break/anywhere).

### Detours by hour

| From | To | Road to use | Remarks on traffic and buses |
| --- | --- | :---: | ---: |
| 6 a.m. | 9 a.m. | Gravois Road | Buses stop at the corner |
| 9 a.m. | noon | Telegraph Road | No parking on either side |

> "We would rather close a lane for a morning than lose one for a winter," the supervisor said.

![A map of the detour](photos/map.png "The detour, in blue.")

\`\`\`
A line of preformatted text that is much longer than any telephone is wide, and has no break in it
\`\`\`

---

The lane opens at noon.

[^why]: A gas main is replaced.
`;

/** A picture that every browser draws: one grey pixel as PNG. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mOsr6//DwAFhAKAZ6WJ3AAAAABJRU5ErkJggg==',
  'base64',
);

/** A newsroom with a release that has everything, one in Spanish, one updated, one expired, and enough for pages. */
export function browserShelf(): Shelf {
  const newsroom = testNewsroom((raw: Record<string, unknown>) => {
    raw['limits'] = { pageItems: 5 };
  });
  const path = 'releases/2026-11-13-everything.md';
  const forms = renderForms(parseMarkdown(EVERYTHING, 1), {
    path,
    prefix: 'r26-120-',
    site: newsroom.site.url,
  });
  const picture = { bytes: PIXEL.length, type: 'image/png', digest: 'pixel', read: () => PIXEL };
  const photo = (name: string): ShelvedPhoto => ({
    ...inOneForm({ ...picture, address: `/releases/photos/${name}.png`, width: 1200, height: 800 }),
    alt: 'Cones on a road',
    caption: 'The closed lane.',
    credit: 'Example County Police',
  });
  const everything = shelved(
    aRelease(20, {
      path,
      kind: 'arrest',
      report: '26-047530',
      unit: 'persons',
      updates: '26-101',
      title: 'One lane of Link Avenue closes for a morning',
    }),
    {
      edition: 'release/26-120@2',
      modifiedAt: FRIDAY,
      forms: () => forms,
      photos: [photo('a'), photo('b')],
      files: [{ ...picture, address: '/releases/photos/map.png' }],
      issue: 24,
    },
  );
  const others = Array.from({ length: 12 }, (_, i) =>
    shelved(aRelease(i + 1), i === 0 ? { updatedBy: ['26-120'] } : {}),
  );
  others.push(shelved(aRelease(13, { language: 'es', title: 'Un carril cerrado en Link Avenue' })));
  others.push(shelved(aRelease(14, { expiresAt: FRIDAY - 1 }), { state: 'expired' }));
  const covers = [everything, ...others.slice(-4)];
  const issues = [23, 24].map((issue) =>
    shelvedIssue(
      anIssue(issue, { lead: '26-120', publicAt: FRIDAY - (24 - issue) * 14 * 86_400_000 }),
      issue === 24 ? covers : [],
      {
        omitted: [{ number: '26-102', reason: 'It is over.' }],
      },
    ),
  );
  return aShelf([everything, ...others], issues, newsroom);
}

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css',
  svg: 'image/svg+xml',
  png: 'image/png',
};

/** Serves what outlets declare for a shelf on a port of its own; `origin` is its address. Close it with `server.close()`. */
export async function serveOutlets(
  shelf: Shelf,
  outlets: readonly Outlet[],
): Promise<{ origin: string; server: Server }> {
  const files = new Map(
    outlets.flatMap((outlet) => [...outlet.files(shelf)]).map((file) => [file.path, file]),
  );
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').slice(1).replace(/(^|\/)$/, '$1index.html');
    const file = files.get(path) ?? files.get('404.html');
    response.statusCode = files.has(path) ? 200 : 404;
    response.setHeader(
      'content-type',
      TYPES[file?.path.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
    );
    void Promise.resolve(file?.bytes()).then((bytes) => response.end(bytes));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { origin: `http://127.0.0.1:${port}`, server };
}
