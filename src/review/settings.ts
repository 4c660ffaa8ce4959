import { telephoneAddress } from '../model/contact.ts';
import type { Newsroom } from '../model/newsroom.ts';
import { safePattern } from '../model/pattern.ts';
import { settingOf, type OwnRule, type RuleSetting } from '../model/rules.ts';

/** What newsdesk.yaml says to the checks, made ready once for a newsroom. */
export type Settings = {
  of: (id: string) => RuleSetting;
  /** What a rule finds beside its own patterns. */
  more: (id: string) => readonly RegExp[];
  /** Whether the newsroom lets these words stand. */
  allows: (id: string, words: string) => boolean;
  own: readonly { rule: OwnRule; find: readonly RegExp[] }[];
  /** Digits of every telephone number that may be printed, ten or more each, and every mail address. */
  phones: ReadonlySet<string>;
  mails: ReadonlySet<string>;
  /** Whether words name a place, an agency or an office of the newsroom: no person's name. */
  isPlace: (words: string) => boolean;
};

const known = new WeakMap<Newsroom, Settings>();

export function settingsFor(newsroom: Newsroom): Settings {
  let settings = known.get(newsroom);
  if (!settings) {
    settings = compile(newsroom);
    known.set(newsroom, settings);
  }
  return settings;
}

function compile(newsroom: Newsroom): Settings {
  const { rules } = newsroom;
  const more = new Map<string, RegExp[]>();
  const allowed = new Map<string, ReadonlySet<string>>();
  const settings = new Map<string, RuleSetting>();
  const of = (id: string): RuleSetting => {
    const setting = settings.get(id) ?? settingOf(rules, id);
    settings.set(id, setting);
    return setting;
  };
  const places = placesOf(newsroom);
  return {
    of,
    more: (id) => {
      let patterns = more.get(id);
      if (!patterns) {
        const { words = [], patterns: written = [] } = of(id);
        patterns = compiled(words, written);
        more.set(id, patterns);
      }
      return patterns;
    },
    allows: (id, words) => {
      let set = allowed.get(id);
      if (!set) {
        set = new Set((of(id).allow ?? []).map(folded));
        allowed.set(id, set);
      }
      return set.size > 0 && set.has(folded(words));
    },
    own: rules.own.map((rule) => ({
      rule,
      find: compiled(rule.words ?? [], rule.pattern === undefined ? [] : [rule.pattern]),
    })),
    ...contactsOf(newsroom, of),
    isPlace: (words) => places.has(folded(words)),
  };
}

/** A word list as one pattern, longer phrases first, and patterns made safe; one that is not is left to the config. */
function compiled(words: readonly string[], patterns: readonly string[]): RegExp[] {
  const found: RegExp[] = [];
  if (words.length > 0) found.push(phrases(words));
  for (const pattern of patterns) {
    const safe = safePattern(pattern);
    if ('regex' in safe) found.push(safe.regex);
  }
  return found;
}

/** Finds any of some phrases as whole words, in any case. */
export function phrases(words: readonly string[]): RegExp {
  const all = words
    .toSorted((a, b) => b.length - a.length)
    .map((word) =>
      folded(word)
        .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
        .replace(/ /g, '\\s+'),
    );
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${all.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
}

function folded(words: string): string {
  return words
    .replace(/[’‘]/g, "'")
    .replace(/[\u2010-\u2013]/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.,;:]+|[\s.,;:]+$/g, '')
    .toLowerCase();
}

/** A telephone number's digits, letters as on the keypad, without the 1 of North America. */
export function digitsOf(phone: string): string {
  return telephoneAddress(phone)
    .replace(/\D/g, '')
    .replace(/^1(?=\d{10}$)/, '');
}

const PHONE_LIKE = /\+?\(?\d[\d\s().-]{5,}[\dA-Z]{2,}/g;

function contactsOf(newsroom: Newsroom, of: Settings['of']): Pick<Settings, 'phones' | 'mails'> {
  const phones = new Set<string>();
  const mails = new Set<string>();
  for (const { phone, email } of Object.values(newsroom.contacts)) {
    if (phone !== undefined) phones.add(digitsOf(phone));
    if (email !== undefined) mails.add(email.toLowerCase());
  }
  for (const texts of Object.values(newsroom.boilerplate))
    for (const text of Object.values(texts))
      for (const [phone] of text.matchAll(PHONE_LIKE)) phones.add(digitsOf(phone));
  for (const address of [newsroom.mail.from.address, newsroom.mail.replyTo, newsroom.mail.unsubscribe])
    mails.add(address.toLowerCase());
  for (const word of of('P05').allow ?? []) {
    if (word.includes('@')) mails.add(word.toLowerCase());
    else phones.add(digitsOf(word));
  }
  return { phones, mails };
}

function placesOf(newsroom: Newsroom): ReadonlySet<string> {
  return new Set(
    [
      newsroom.newsroom.name,
      newsroom.newsroom.short,
      newsroom.digest.name,
      ...Object.values(newsroom.areas).flatMap(({ name, agency }) => [name, agency]),
      ...Object.values(newsroom.units).map(({ name }) => name),
      ...(newsroom.rules.checks['people']?.allow ?? []),
    ].map(folded),
  );
}
