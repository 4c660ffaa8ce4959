import { durationMs } from '../model/duration.ts';
import type { Newsroom } from '../model/newsroom.ts';
import { publicationKey, type Publication } from '../model/publication.ts';
import type { Release } from '../model/release.ts';
import { printWhen } from '../model/when.ts';
import type { Pass } from '../pipeline.ts';
import type { Asking } from './standing-view.ts';

/** Something that waits for a person. Its words are numbers, names of files and times: it may be mailed. */
export type Task = {
  about:
    | 'arrest'
    | 'approval'
    | 'correction'
    | 'soon'
    | 'stopped'
    | 'hold'
    | 'open'
    | 'expiry'
    | 'mailing'
    | 'uncertain';
  key: string;
  path?: string;
  words: string;
  do: string;
};

/** What tasks are worked out from. `reviews`: arrests without a charge whose time is up, as of `due` (epoch ms). */
export type TaskMaterial = {
  pass: Pick<Pass, 'standings'>;
  reviews: readonly { release: Release; due: number }[];
  asking: readonly Asking[];
  uncertain: number;
  newsroom: Newsroom;
};

type Standing = Pass['standings'][number];
type When = (at: number) => string;

const DAY = 86_400_000;

/** Everything that waits for a person at an instant, what is most pressing first. Pure. */
export function tasksOf({ pass, reviews, asking, uncertain, newsroom }: TaskMaterial, at: number): Task[] {
  const { zone } = newsroom.newsroom;
  const when: When = (instant) => printWhen(instant, zone, 'en', 'zoned');
  const { standings } = pass;
  return [
    ...standings.flatMap((one) => approvalTask(one, at, when)),
    ...standings.flatMap((one) => stoppedTask(one, when)),
    ...mailTasks(asking, uncertain),
    ...reviews.map(({ release, due }) => arrestTask(release, due, when)),
    ...standings.flatMap((one) => holdTask(one, at, when)),
    ...standings.flatMap((one) => soonTask(one, at, when)),
    ...standings.flatMap((one) => openTask(one, newsroom, at)),
  ];
}

/** What nobody approved, or whose approval is worth nothing, and is due within a day or should be out. */
function approvalTask(one: Standing, at: number, when: When): Task[] {
  if (one.state !== 'held' && one.state !== 'kept') return [];
  const { waiting, publication, key } = one;
  if (!waiting || !publication) return [];
  const { cause, why } = waiting;
  if (cause !== 'unapproved' && cause !== 'void' && cause !== 'unfit') return [];
  const { path, publicAt, corrections = [] } = publication;
  const fix = `newsdesk approve ${path} --by NAME`;
  if (one.state === 'kept') {
    const isCorrection = corrections.some(({ edition }) => edition === one.head.revision + 1);
    const what = isCorrection ? `A correction of ${key}` : `A change of ${key}`;
    const words = `${what} is ready, but ${why}. What is out stays as it was.`;
    return [{ about: isCorrection ? 'correction' : 'approval', key, path, words, do: fix }];
  }
  if (cause === 'unapproved' && publicAt > at + DAY) return [];
  const time = publicAt > at ? `is to go out on ${when(publicAt)}` : `was to go out on ${when(publicAt)}`;
  return [{ about: 'approval', key, path, words: `${key} ${time}, but ${why}.`, do: fix }];
}

function stoppedTask(one: Standing, when: When): Task[] {
  if (one.state !== 'held' && one.state !== 'kept') return [];
  const { key, waiting, publication } = one;
  if (waiting?.cause !== 'stopped' && waiting?.cause !== 'cancelled') return [];
  const since = waiting.since === undefined ? '' : ` since ${when(waiting.since)}`;
  const isStop = waiting.cause === 'stopped';
  const fix = isStop ? `newsdesk resume ${key} --by NAME` : 'approve it anew, or withdraw it';
  const path = publication ? { path: publication.path } : {};
  // Why somebody stopped it may hold words of the text; the terminal shows it, a mail does not.
  const words = `${key} is ${waiting.cause} by ${(waiting.by ?? []).join(' and ')}${since}.`;
  return [{ about: 'stopped', key, ...path, words, do: fix }];
}

function mailTasks(asking: readonly Asking[], uncertain: number): Task[] {
  const tasks = asking.map(({ publication: key, why }): Task => {
    const words = `${key} is not mailed${why === '' ? '' : `: ${why}`}.`;
    return {
      about: 'mailing',
      key,
      words,
      do: `when it should go all the same: newsdesk publish --late ${key}`,
    };
  });
  if (uncertain === 0) return tasks;
  const many = uncertain === 1 ? 'One delivery is' : `${uncertain.toLocaleString('en-US')} deliveries are`;
  const words = `${many} uncertain: nobody knows whether the mail server took it.`;
  return [...tasks, { about: 'uncertain', key: '', words, do: 'say what is true: newsdesk settle' }];
}

function arrestTask(release: Release, due: number, when: When): Task {
  const key = publicationKey(release);
  const words = `${key} told of an arrest and no charge; its record closed on ${when(due)} (RSMo 610.100).`;
  const fix = 'ask whether a charge was filed: write an update that says so, or withdraw the release';
  return { about: 'arrest', key, path: release.path, words, do: fix };
}

function holdTask(one: Standing, at: number, when: When): Task[] {
  if (one.state !== 'withdrawn' || one.verb !== 'hold') return [];
  const since = recallOf(one.publication)?.at ?? one.head?.sealedAt;
  if (since === undefined || since > at - DAY) return [];
  const { key } = one;
  const path = one.publication?.path ?? one.head?.path ?? '';
  const fix = `newsdesk release ${path} --by NAME, correct it, or newsdesk kill ${path}`;
  return [{ about: 'hold', key, path, words: `${key} is on hold since ${when(since)}.`, do: fix }];
}

function recallOf(publication: Publication | undefined): { at: number } | undefined {
  return publication?.recall && { at: Date.parse(publication.recall.at) };
}

/** What happens by itself within a day, so that nobody is surprised. */
function soonTask(one: Standing, at: number, when: When): Task[] {
  const { key } = one;
  if (one.state === 'held') {
    const { publication, until = Infinity, path } = one;
    if (publication?.type !== 'release' || !publication.embargoed || until > at + DAY || one.waiting)
      return [];
    const words = `The embargo of ${key} ends on ${when(until)}; it goes out then.`;
    return [{ about: 'soon', key, path, words, do: `nothing, or newsdesk stop ${key} --by NAME` }];
  }
  const release = one.state === 'out' && one.publication.type === 'release' ? one.publication : undefined;
  if (release?.expiresAt === undefined || release.expiresAt > at + DAY) return [];
  const words = `${key} expires on ${when(release.expiresAt)}; a notice and no photo stands there then.`;
  return [{ about: 'expiry', key, path: release.path, words, do: 'nothing, or write a later "expires:"' }];
}

/**
 * A case that was never ended: somebody is still asked for who may have come home long ago. It is asked of the release that
 * began it; an update, which may be the one that says how it ended, is none of its own.
 */
function openTask(one: Standing, { kinds, desk }: Newsroom, at: number): Task[] {
  const release = one.state === 'out' && one.publication.type === 'release' ? one.publication : undefined;
  if (!release || kinds[release.kind]?.ends !== true || release.resolved || release.updates) return [];
  const days = Math.floor((at - release.publicAt) / DAY);
  if (at - release.publicAt < durationMs(desk.stillOpen)) return [];
  const words = `${one.key} is open for ${days} days.`;
  const fix = `ask whether it still is; if not, write "resolved:" into ${release.path}`;
  return [{ about: 'open', key: one.key, path: release.path, words, do: fix }];
}

/** The desk's daily mail: its first line is the subject. Nothing of any text is in it. */
export function dailyWords(tasks: readonly Task[], day: string): string {
  const count = tasks.length === 1 ? 'one thing' : `${tasks.length} things`;
  const parts = tasks.map(({ words, path, do: fix }) =>
    [`- ${words}`, ...(path === undefined || fix.includes(path) ? [] : [`  ${path}`]), `  do: ${fix}`].join(
      '\n',
    ),
  );
  return [
    `To do on ${day}: ${count}`,
    'Good morning. This is what waits for somebody at the desk.',
    ...parts,
    '`newsdesk status` shows how it stands now. This mail comes once on a working day on which there is something to do.',
  ].join('\n\n');
}
