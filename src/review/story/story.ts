import type { Newsroom } from '../../model/newsroom.ts';
import type { Person } from '../../model/person.ts';
import type { Front } from '../front.ts';
import type { Prose } from '../prose/prose.ts';
import type { Settings } from '../settings.ts';
import { chargesIn, type Stretch } from './charges.ts';
import { namesIn, sameName, type Named } from './names.ts';

/** What a release tells of, as far as the words show it for certain; worked out once for all checks. */
export type Story = {
  kind: Newsroom['kinds'][string] | undefined;
  people: readonly Person[];
  /** Persons' names in the text. */
  names: readonly Named[];
  /** Where the text speaks of a charge against somebody. */
  charges: readonly Stretch[];
  /** The text tells of an arrest. */
  arrest: Stretch | undefined;
  /** It is about an incident or a case, not about an event, a road or the office. */
  isCase: boolean;
  /** The victim of such a crime may not be told from anything in it. */
  isSensitive: boolean;
  /** The person of the front matter that a name belongs to. */
  known: (name: string) => Person | undefined;
};

const ARREST =
  /\b(?:(?:was|were|been) (?:later |also )?(?:arrested|taken into custody|booked)|(?:is|are|remains?) in custody|arrested (?:a|an|the|two|three|him|her|them)\b|under arrest|the arrest of)/i;
const NO_ARREST = /\b(?:no (?:one|arrests?)|nobody|not|never)\b/i;
const SENSITIVE =
  /\b(?:sexual(?:ly)? (?:assault\w*|abus\w*|misconduct)|rap(?:e|ed|ist)|sodomy|statutory|molest\w*|incest|domestic (?:assault|violence|abuse)|stalk(?:ed|ing)|child (?:abuse|pornography|molestation)|abuse of a child)\b/i;

export function storyOf(front: Front, prose: Prose, newsroom: Newsroom, settings: Settings): Story {
  const release = front.type === 'release' ? front : undefined;
  const kind =
    release?.kind !== undefined && Object.hasOwn(newsroom.kinds, release.kind)
      ? newsroom.kinds[release.kind]
      : undefined;
  const people = release?.people ?? [];
  const { text } = prose;
  const charges = chargesIn(text);
  const found = ARREST.exec(text);
  const arrest =
    found && !NO_ARREST.test(text.slice(Math.max(0, found.index - 30), found.index))
      ? { start: found.index, end: found.index + found[0].length }
      : undefined;
  const isCase =
    release !== undefined && (kind?.incident === true || charges.length > 0 || arrest !== undefined);
  const isSensitive =
    (kind !== undefined && kind.sensitive.length > 0) ||
    (isCase && kind?.wanted !== true && SENSITIVE.test(text));
  let names: readonly Named[] | undefined;
  return {
    kind,
    people,
    get names() {
      names ??= namesIn(text, settings.isPlace);
      return names;
    },
    charges,
    arrest,
    isCase,
    isSensitive,
    known: (name) => people.find((person) => person.name !== undefined && sameName(person.name, name)),
  };
}
