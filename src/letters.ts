import { join } from 'node:path';
import type { Config } from './config/config.ts';
import type { Delivering } from './deliver/deliver.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Compiling, CompiledLetter } from './mail/compile.ts';
import type { Message } from './mail/courier.ts';
import type { DkimKey, DnsRecord } from './mail/dkim-key.ts';
import type { Letter } from './model/letter.ts';

/** Messages of letters: compiled once, signed, with each reader's own links. */
export type Letters = {
  /** What mail is signed with. */
  dkim: readonly DkimKey[];
  /** What has to stand in the DNS so that signatures can be checked: one record for each key, also for those that stand by. */
  records: DnsRecord[];
  /** Messages of the letters that a ledger keeps. */
  of: (
    ledger: Pick<Ledger, 'letter' | 'numberOf' | 'editionHad' | 'answeredBy'>,
  ) => Promise<Delivering['messageTo']>;
  /** One copy for a look, to any address, at an instant. No two have the same Message-ID. */
  test: (letter: Letter, edition: string, to: string, at: number) => Promise<Message>;
};

/** A round works on few editions at a time, and a letter may weigh 100 KB. */
const KEPT = 8;
/** How many mails of a reader an update refers to, at most: enough for mail programs to show them together. */
const THREAD = 12;
/** Nobody has this number: what its links ask for changes nothing. */
export const NOBODY = 0;

/**
 * Reads the keys that mail is signed with; rejects with DkimKeyError, so that nothing is sent unsigned because of a bad
 * one. Mail libraries and the key of the links are loaded when the first message is made. Redirected copies say so in the
 * subject, and their links change nothing.
 */
export async function openLetters(config: Config): Promise<Letters> {
  const { newsroom, site, paths, redirectTo, dkimKeys } = config;
  const { loadDkimKeys, dnsRecordOf, signingKeys } = await import('./mail/dkim-key.ts');
  const known = loadDkimKeys(dkimKeys);
  const dkim = signingKeys(known);
  const domain = newsroom.mail.from.address.replace(/^.*@/, '').toLowerCase();
  const load = async () => {
    const [{ compileLetter }, { messageIds }, { lastingKey, loadKeys }, { linksFor }, { returnPathOf }] =
      await Promise.all([
        import('./mail/compile.ts'),
        import('./mail/message-id.ts'),
        import('./audience/key-file.ts'),
        import('./audience/links.ts'),
        import('./audience/verp.ts'),
      ]);
    const keys = loadKeys(join(paths.var, 'key'));
    const [key] = keys;
    const messageIdOf = messageIds(lastingKey(keys), newsroom.mail.from.address);
    const linksOf = linksFor(key, site, newsroom.mail.unsubscribe);
    /** A copy for a look, or a redirected one, is nobody's when it comes back. */
    const returnPath = (mailing: number): Pick<Compiling, 'returnPath'> => {
      if (!newsroom.mail.verp) return {};
      const of = returnPathOf(key, newsroom.mail.bounces, mailing);
      return { returnPath: redirectTo === undefined ? of : () => of(NOBODY) };
    };
    const archive = `${site}/archive.html`;
    const compile = (letter: Letter, edition: string, mailing: number, label?: string) => {
      const labels = [redirectTo === undefined ? undefined : '[Redirected]', label].filter(Boolean).join(' ');
      return compileLetter({
        letter,
        edition,
        mail: newsroom.mail,
        archive,
        dkim,
        messageIdOf,
        ...returnPath(mailing),
        ...(labels === '' ? {} : { label: labels }),
        ...(redirectTo === undefined ? {} : { divertTo: redirectTo }),
      });
    };
    return { linksOf, compile };
  };
  return {
    dkim,
    records: known.map((key) => dnsRecordOf(key, domain)),
    async of(ledger) {
      const { linksOf, compile } = await load();
      const compiled = keptLetters(async (edition) => {
        const letter = await ledger.letter(edition);
        if (!letter) throw new Error('its letter is not in the ledger');
        const { messageTo } = await compile(letter, edition, await ledger.numberOf(edition));
        const earlier = await thread(ledger, letter.inReplyTo);
        if (earlier.length === 0) return { messageTo };
        return {
          async messageTo(recipient, at) {
            const had: string[] = [];
            for (const publication of earlier) {
              const edition = await ledger.editionHad(publication, recipient.id);
              if (edition !== undefined) had.unshift(edition);
            }
            return messageTo({ ...recipient, had }, at);
          },
        };
      });
      return ({ edition, subscriber: id, address }, at) => {
        const links = linksOf(redirectTo === undefined ? id : NOBODY);
        const letter = compiled(edition);
        if (letter instanceof Promise) return letter.then((one) => one.messageTo({ id, address, links }, at));
        return letter.messageTo({ id, address, links }, at);
      };
    },
    async test(letter, edition, address, at) {
      const { linksOf, compile } = await load();
      const compiled = await compile(letter, `test/${edition}/${at}`, 0, '[Test]');
      return compiled.messageTo({ id: NOBODY, address, links: linksOf(NOBODY) }, at);
    },
  };
}

/** What a letter answers, and what that answered: publications, the newest first. */
async function thread(
  ledger: Pick<Ledger, 'answeredBy'>,
  inReplyTo: string | undefined,
): Promise<readonly string[]> {
  const keys = new Set<string>();
  for (let key = inReplyTo; key !== undefined && !keys.has(key) && keys.size < THREAD;) {
    keys.add(key);
    key = await ledger.answeredBy(key);
  }
  return [...keys];
}

/** Each letter is compiled once, however many ask for it at the same time; the last few stay. */
function keptLetters(
  compile: (edition: string) => Promise<CompiledLetter>,
): (edition: string) => CompiledLetter | Promise<CompiledLetter> {
  const letters = new Map<string, CompiledLetter | Promise<CompiledLetter>>();
  return (edition) => {
    const known = letters.get(edition);
    if (known) return known;
    const compiling = compile(edition);
    letters.set(edition, compiling);
    const [oldest] = letters.keys();
    if (letters.size > KEPT && oldest !== undefined) letters.delete(oldest);
    compiling.then(
      (letter) => letters.has(edition) && letters.set(edition, letter),
      () => letters.delete(edition),
    );
    return compiling;
  };
}
