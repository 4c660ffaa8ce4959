/** The pass is for an instant before the newest edition. */
export class ClockBehind extends Error {
  override name = 'ClockBehind';
  why = 'What went out after that would be taken back, and every page of it would become a notice.';
  fix = 'Set the clock of this machine, or give --at a time that is not before it.';
  constructor(at: number, newest: number) {
    const [asked, last] = [at, newest].map((instant) => new Date(instant).toISOString());
    super(`It is ${asked}, but an edition was sealed at ${last} already.`);
  }
}

/** All files are gone although publications are out. */
export class EverythingGone extends Error {
  override name = 'EverythingGone';
  why = 'Every page would become a notice that its release was withdrawn.';
  fix = 'Bring the files of releases/ and digest/ back; perhaps their disk is not there.';
  constructor(count: number) {
    super(`releases/ and digest/ hold no file, although ${count} publications are out.`);
  }
}
