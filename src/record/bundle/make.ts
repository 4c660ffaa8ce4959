import { canonical, sha256, type RecordEntry, type RecordLink } from '../../model/record.ts';
import { summaryPage, summaryText, type Summary } from '../telling/page.ts';
import { artefactsOf, type Kept } from './artefacts.ts';
import { FILES, type Manifest, type Told } from './manifest.ts';

/** What a bundle is made of. `addresses` is there only when they were asked for, as CSV. */
export type BundleInput = Pick<Manifest, 'newsroom' | 'zone' | 'asked' | 'at'> & {
  links: readonly RecordLink[];
  entries: readonly RecordEntry[];
  kept: ReadonlyMap<string, Kept>;
  reached: readonly Told[];
  addresses?: string;
};

/** Every file of a bundle by its path. The same input gives the same bytes. */
export function makeBundle(input: BundleInput): Map<string, string> {
  const { newsroom, zone, asked, at, links, entries, kept, reached, addresses } = input;
  const head = links.at(-1);
  const summary: Summary = {
    newsroom,
    zone,
    asked,
    at,
    head,
    entries,
    reached,
    withAddresses: addresses !== undefined,
  };
  const files = new Map([
    [FILES.readme, summaryText(summary)],
    [FILES.page, summaryPage(summary)],
    [FILES.entries, entries.map((entry) => `${canonical(entry)}\n`).join('')],
    [FILES.chain, links.map(({ number, digest, chain }) => `${number} ${digest} ${chain}\n`).join('')],
    [FILES.deliveries, `${canonical(reached)}\n`],
    ...artefactsOf(entries, kept),
    ...(addresses === undefined ? [] : [[FILES.addresses, addresses] as const]),
  ]);
  const manifest: Manifest = {
    format: 'newsdesk record 1',
    newsroom,
    zone,
    asked,
    at,
    entries: entries.length,
    ...(head ? { head } : {}),
    files: Object.fromEntries([...files].map(([path, text]) => [path, sha256(text)])),
  };
  files.set(FILES.manifest, `${canonical(manifest)}\n`);
  return files;
}
