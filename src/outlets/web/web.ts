import { hash } from 'node:crypto';
import type { Shelf, WithdrawnRelease } from '../../model/shelf.ts';
import { killedFiles, type OutFile, type Outlet } from '../outlet.ts';
import { badge } from './badge.ts';
import { type Chrome, makeChrome } from './chrome.ts';
import { copiedFiles } from './copies.ts';
import { editionFiles } from './editions.ts';
import { aboutFile, lostFile } from './pages/about.ts';
import { archiveFile } from './pages/archive.ts';
import { correctionsFile } from './pages/corrections.ts';
import { homeFile } from './pages/home.ts';
import { issueFiles } from './pages/issue.ts';
import { issueIndexFiles } from './pages/issues.ts';
import { listFiles } from './pages/lists.ts';
import { releaseFiles } from './pages/release.ts';
import { withdrawnRelease } from './pages/withdrawn.ts';
import { sitemapFiles } from './sitemaps.ts';
import { takeStock } from './stock.ts';
import { stylesheet, stylesheetPath } from './style/stylesheet.ts';

/** The public newsroom: every page a reader can open, and what search engines read. */
export const webOutlet: Outlet = { name: 'web', files };

function* files(shelf: Shelf): Generator<OutFile> {
  const chrome = makeChrome(shelf);
  const stock = takeStock(shelf);
  for (const entry of shelf.releases) {
    yield* entry.state === 'withdrawn' ? noticeFiles(chrome, entry) : releaseFiles(chrome, stock, entry);
  }
  yield* issueFiles(chrome, stock, shelf.issues);
  yield* listFiles(chrome, stock);
  yield* issueIndexFiles(chrome, stock);
  yield archiveFile(chrome, stock);
  yield correctionsFile(chrome, shelf);
  yield aboutFile(chrome);
  yield lostFile(chrome);
  yield homeFile(chrome, stock);
  yield* editionFiles(shelf);
  yield* sitemapFiles(chrome, stock, shelf);
  yield* copiedFiles(shelf);
  yield { path: stylesheetPath, key: stylesheetPath, bytes: () => stylesheet };
  yield { path: 'assets/badge.svg', key: hash('sha1', badge), bytes: () => badge };
}

function noticeFiles(chrome: Chrome, entry: WithdrawnRelease): Iterable<OutFile> {
  const files = withdrawnRelease(chrome, entry);
  return entry.verb === 'kill' ? killedFiles(files) : files;
}
