import { isWorkingDay, loadHolidays } from './calendar/calendar.ts';
import { dailyWords, tasksOf, type Task } from './desk/tasks.ts';
import { publicOverview } from './desk/overview.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Newsroom } from './model/newsroom.ts';
import type { Release } from './model/release.ts';
import { dateIn, printWhen, stampIn } from './model/when.ts';
import type { Pass } from './pipeline.ts';
import { arrestReviewsDue } from './review/review.ts';

/** The day on which the desk was told last. */
const TOLD = 'daily';
const DAY = 86_400_000;
/** More are not counted. */
const MOST = 100_000;

/** What waits for a person, after a pass. Looks only. */
export async function toDo(newsroom: Newsroom, ledger: Ledger, pass: Pass, at: number): Promise<Task[]> {
  const releases = pass.standings.flatMap((one): Release[] => {
    const publication = one.state === 'held' || one.state === 'withdrawn' ? undefined : one.publication;
    return publication?.type === 'release' ? [publication] : [];
  });
  const reviews = arrestReviewsDue(releases, newsroom, at);
  const { asking } = publicOverview(pass, undefined);
  const uncertain = (await ledger.uncertain(MOST)).length;
  return tasksOf({ pass, reviews, asking, uncertain, newsroom }, at);
}

/**
 * Puts up the desk's daily mail after a pass, where it is time and there is something to do: once on a working day, whichever
 * program comes first, and later that day when none was there at the time. True for the one that did.
 */
export async function tellDesk(newsroom: Newsroom, ledger: Ledger, pass: Pass, at: number): Promise<boolean> {
  const { zone } = newsroom.newsroom;
  const { daily } = newsroom.desk;
  const date = dateIn(at, zone);
  if (daily === 'never' || pass.stopped || stampIn(at, zone).slice(11, 16) < daily) return false;
  if (((await ledger.bookmark(TOLD)) ?? '') >= date) return false;
  await loadHolidays();
  const tasks = isWorkingDay(newsroom, date) ? await toDo(newsroom, ledger, pass, at) : [];
  const words = dailyWords(tasks, printWhen(at, zone, 'en', 'weekday'));
  // Told first and noted then, so that a program that dies in between costs nothing: the subject of a day is told once.
  const isTold = tasks.length > 0 && (await ledger.alarm(newsroom.mail.replyTo, words, at, at - 2 * DAY));
  await ledger.setBookmark(TOLD, date);
  return isTold;
}
