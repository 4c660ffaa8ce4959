import { addressOf } from '../../../model/address.ts';
import type { Publication } from '../../../model/publication.ts';
import { webAddress, type LetterContext } from '../context.ts';
import { fill, wordsFor } from '../words.ts';
import { frameOf, type Frame } from './frame.ts';

/** What `recall.mjml` sees: a number and an address, none of the words that were taken back. */
export type RecallView = Frame & { recall: { what: string; address: string } };

/** What the letter says that takes something back; its banner says the rest. */
export function recallView(publication: Publication, context: LetterContext): RecallView {
  const { newsroom, site } = context;
  const words = wordsFor(publication.language, newsroom.newsroom.language);
  const what =
    publication.type === 'release'
      ? fill(words.takenBack, { number: publication.number })
      : fill(words.takenBackIssue, {
          digest: newsroom.digest.name,
          number: fill(words.issueNumber, { number: publication.issue }),
        });
  const contact = publication.type === 'release' ? publication.contact : undefined;
  const letter = { title: what, preview: what, contact };
  const frame = frameOf(context, publication.language, letter, ({ whyRecall }) => whyRecall);
  return { ...frame, recall: { what, address: webAddress(site, addressOf(publication.path)) } };
}
