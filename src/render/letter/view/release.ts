import { addressOf } from '../../../model/address.ts';
import { boilerplateFor } from '../../../model/boilerplate.ts';
import { printDateline, printDay } from '../../../model/dateline.ts';
import { revisionOf } from '../../../model/edition.ts';
import { html, trusted, type Html } from '../../../model/html.ts';
import type { Newsroom } from '../../../model/newsroom.ts';
import type { Forms } from '../../../model/publication.ts';
import type { Release } from '../../../model/release.ts';
import type { ShelvedRelease } from '../../../model/shelf.ts';
import { webAddress, type ReleaseContext } from '../context.ts';
import { fill, type Words } from '../words.ts';
import { frameOf, langOf, type Frame } from './frame.ts';
import { areaNames, kindName, sectionName } from './names.ts';
import { photoView, type PhotoView } from './photo.ts';

/** A text that is printed as it stands; `lang` as langOf gives it. */
export type StandingView = { text: string; lang: Html };

/** One row of the facts box. */
export type FactView = { term: string; value: string; lang: Html };

/** What `release.mjml` sees. */
export type ReleaseView = Frame & {
  release: {
    number: string;
    title: string;
    kind: string;
    /** Its page on the web. */
    address: string;
    lang: Html;
    /** "CLAYTON, Mo. (Nov. 20, 2026) — "; the body begins with it already. */
    dateline: string;
    body: Html;
    /** True when the body is only the summary, because the whole would be clipped. */
    shortened: boolean;
    photos: PhotoView[];
    facts: FactView[];
    boilerplate: StandingView[];
    update: { label: string; title: string | null; address: string | null } | null;
  };
};

/** What a release's letter says, with `body` as its (safe, mail-ready) text. */
export function releaseView(
  shelved: ShelvedRelease,
  forms: Forms,
  body: string,
  shortened: boolean,
  context: ReleaseContext,
): ReleaseView {
  const { release } = shelved;
  const { newsroom, site } = context;
  const kind = kindName(release.kind, newsroom);
  const letter = { title: release.title, preview: release.summary, contact: release.contact };
  const frame = frameOf(context, release.language, letter, (words) =>
    fill(words.whyRelease, { topics: topicNames(release, newsroom).join(', ') }),
  );
  const { words } = frame;
  const edition = fill(words.fingerprinted, {
    edition: revisionOf(shelved.edition),
    fingerprint: shelved.fingerprint(forms),
  });
  return {
    ...frame,
    release: {
      number: release.number,
      title: release.title,
      kind,
      address: webAddress(site, addressOf(release.path)),
      lang: langOf(release.language, frame),
      dateline: printDateline(release),
      body: trusted(body),
      shortened,
      photos: shelved.photos.map((photo) => photoView(photo, site, words)),
      facts: factsOf(release, kind, edition, newsroom, frame),
      boilerplate: boilerplateFor(newsroom, [release.kind], release.language).map(({ text, language }) => ({
        text,
        lang: langOf(language, frame),
      })),
      update: updateView(release, context, words),
    },
  };
}

function topicNames(release: Release, newsroom: Newsroom): string[] {
  return [sectionName(release.kind, newsroom), ...areaNames(release.areas, newsroom)];
}

function factsOf(
  release: Release,
  kind: string,
  edition: string,
  newsroom: Newsroom,
  frame: Frame,
): FactView[] {
  const { words } = frame;
  const own = html``;
  const house = langOf(newsroom.newsroom.language, frame);
  const areas = areaNames(release.areas, newsroom).join(', ');
  const unit = release.unit === undefined ? '' : (newsroom.units[release.unit]?.name ?? release.unit);
  const facts: FactView[] = [
    { term: words.number, value: release.number, lang: own },
    { term: words.edition, value: edition, lang: own },
    { term: words.kind, value: kind, lang: house },
    { term: words.date, value: printDay(release.date, words.language), lang: own },
    { term: words.areas, value: areas, lang: house },
    { term: words.unit, value: unit, lang: house },
    { term: words.report, value: release.report ?? '', lang: own },
  ];
  return facts.filter((fact) => fact.value !== '');
}

function updateView(
  release: Release,
  { updated, site }: ReleaseContext,
  words: Words,
): ReleaseView['release']['update'] {
  if (release.updates === undefined) return null;
  const known = updated?.number === release.updates ? updated : undefined;
  return {
    label: fill(words.updateTo, { number: release.updates }),
    title: known?.title ?? null,
    address: known ? webAddress(site, addressOf(known.path)) : null,
  };
}
