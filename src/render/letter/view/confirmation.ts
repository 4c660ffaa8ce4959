import type { Newsroom } from '../../../model/newsroom.ts';
import type { Topic } from '../../../model/topic.ts';
import type { LetterContext } from '../context.ts';
import { frameOf, type Frame } from './frame.ts';
import { areaNames, sectionName } from './names.ts';
import { fill, wordsFor, type Words } from '../words.ts';

/** What `confirmation.mjml` sees. */
export type ConfirmationView = Frame & { confirmation: { title: string; topics: string[] } };

/** What the letter that asks for a confirmation of these topics says, in `language`. */
export function confirmationView(
  topics: readonly Topic[],
  language: string,
  context: LetterContext,
): ConfirmationView {
  const { newsroom } = context;
  const words = wordsFor(language, newsroom.newsroom.language);
  const frame = frameOf(
    context,
    language,
    { title: fill(words.confirmSubject, { department: newsroom.newsroom.short }), preview: words.confirmAsk },
    ({ whyConfirm }) => whyConfirm,
  );
  return {
    ...frame,
    confirmation: {
      title: words.confirmTitle,
      topics: topics.map((topic) => topicName(topic, newsroom, words)),
    },
  };
}

function topicName(topic: Topic, newsroom: Newsroom, words: Words): string {
  const id = topic.slice(topic.indexOf(':') + 1);
  if (topic === 'digest') return newsroom.digest.name;
  if (topic === 'releases') return words.allReleases;
  if (topic.startsWith('kind:')) return sectionName(id, newsroom);
  return areaNames([id], newsroom).join();
}
