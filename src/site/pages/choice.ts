import { Topic } from '../../model/topic.ts';
import type { Choice, Offer } from '../counter.ts';

/** What a form asked for, as far as it is offered; a choice that the member has already may stay. */
export function readChoice(
  form: URLSearchParams,
  { kinds, areas, languages }: Offer,
  had: readonly Topic[] = [],
): Choice {
  const known = new Set(['digest', 'releases', ...[...kinds, ...areas].map(({ topic }) => topic), ...had]);
  const asked = [...new Set(form.getAll('topic'))].filter((topic) => known.has(topic));
  const topics = asked.filter((topic) => Topic.safeParse(topic).success);
  // Whoever gets all releases gets those of every kind and area: one wish is enough.
  const all = topics.includes('releases');
  const language = form.get('language') ?? '';
  return {
    topics: topics.filter((topic) => !all || !topic.includes(':')).toSorted(),
    language: languages.slice(1).includes(language) ? language : '',
  };
}

/** What a topic is called here; undefined for one that is not offered any more. */
export function topicName(topic: Topic, { digest, kinds, areas }: Offer, all: string): string | undefined {
  if (topic === 'digest') return digest;
  if (topic === 'releases') return all;
  return [...kinds, ...areas].find((named) => named.topic === topic)?.name;
}
