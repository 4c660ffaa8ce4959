import type { Checked } from '../checking.ts';
import type { Corrected } from '../model/correction.ts';
import type { Verified } from '../recording.ts';

/** What was checked, and each thing that is not as it was recorded. */
export function faultsText(name: string, { checked, faults, notes = [], manifest }: Verified): string {
  const lines = [
    ...checked.map((one) => `  checked: ${one}`),
    ...notes.map(({ where, what }) => `  note: ${where} ${what}`),
  ];
  if (faults.length === 0) {
    const head = manifest?.head;
    const end = head
      ? [
          `  Its record ends with entry ${head.number}, ${head.chain}. The newsroom can say whether that is its own.`,
        ]
      : [];
    return [`${name}: unbroken`, ...lines, ...end, ''].join('\n');
  }
  const broken = faults.map(({ where, what }) => `  ${where}: ${what}`);
  const many = faults.length === 1 ? 'one thing is' : `${faults.length} things are`;
  return [`${name}: BROKEN, ${many} not as recorded`, ...broken, ...lines, ''].join('\n');
}

const USE: Readonly<Record<string, string>> = {
  current: 'GENUINE and current',
  expired: 'GENUINE, and expired: what it says may no longer be so',
  corrected: 'GENUINE, but CORRECTED since',
  killed: 'KILLED: do not use it. A kill is mandatory',
  'on hold': 'ON HOLD: do not use it until further notice',
  withdrawn: 'WITHDRAWN: do not use it',
};

/** What a copy is, part by part, in plain words. */
export function copyText(name: string, checked: readonly Checked[]): string {
  return checked.map((one) => `${name}, ${one.part}: ${words(one).join('\n  ')}\n`).join('');
}

function words(one: Checked): string[] {
  const { verdict, edition, first, last, differs, corrections = [] } = one;
  if (!edition) {
    return ['UNKNOWN', 'No edition of a release has these words, and none is named.'];
  }
  const name = `Release ${edition.number}, edition ${edition.edition}, fingerprint ${edition.fingerprint}`;
  const page = `Its page: ${edition.page}`;
  if (verdict === 'altered') {
    return [
      'ALTERED',
      `It says that it is ${name}, and does not have the whole text of it word for word.`,
      ...(edition.state === 'current' ? [] : [`And that edition is ${edition.state}.`]),
      ...(differs ?? []).map(({ was, is }) => `It should say: ${was}\n    It says:       ${is}`),
      page,
    ];
  }
  const state = USE[edition.state] ?? edition.state;
  return [
    verdict === 'headline' ? `${state}; but the headline is not the one of this edition` : state,
    name,
    ...(edition.now === undefined ? [] : [`Edition ${edition.now} took its place.`]),
    ...corrections.map(correctionText),
    `These words are its text: from “${first}” to “${last}”. What stands before and after was not checked.`,
    page,
  ];
}

function correctionText({ note, changes = [] }: Corrected): string {
  const places = changes.map(({ was, is }) => `\n    It said: ${was}\n    It says: ${is}`);
  return `Correction: ${note}${places.join('')}`;
}
