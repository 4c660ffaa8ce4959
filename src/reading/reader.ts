import type { onCadence } from '../calendar/calendar.ts';
import type { Asset } from '../model/asset.ts';
import type { Reviewed } from '../model/examined.ts';
import type { Finding, Place } from '../model/finding.ts';
import type { Newsroom } from '../model/newsroom.ts';
import type { KeyPath } from '../model/source.ts';
import type { Clock } from '../util/clock.ts';
import type { Memory } from '../util/memory.ts';
import type { Progress } from '../util/progress.ts';

/** What is remembered of the last time, each in a file of its own. All of it may be forgotten at any moment. */
export type Memories = {
  reviewed: Memory<Reviewed>;
  assets: Memory<Asset>;
  /** What `checkTemplates` found, by the templates' digest. */
  templates: Memory<Finding[]>;
  /** What the calendar said of an issue's date: asking it costs loading the holiday tables. */
  cadence: Memory<Cadence>;
};

/** Whether an issue is due on a date. */
export type Cadence = ReturnType<typeof onCadence>;

/** What reading a newsroom needs: where it is, what it says of itself, and what is remembered of the last time. */
export type Reader = {
  root: string;
  newsroom: Newsroom;
  site: string;
  memories: Memories;
  /** Where a setting stands in newsdesk.yaml. */
  locateSetting: (path: KeyPath) => Place;
  /** The machine's clock: only for telling whether a file is still moving. */
  clock: Clock;
  progress: Progress;
};
