import type { Forms, Publication } from '../model/publication.ts';

/** Everything of a publication that a reader reads, as one text: what a correction is measured by. */
export function wordsPrinted(publication: Publication, { text }: Forms): string {
  const { title, summary } = publication;
  if (publication.type === 'issue') return [title, summary, text].join('\n');
  const { dateline, photos } = publication;
  const captions = photos.flatMap(({ alt, caption, credit }) => [alt, caption ?? '', credit ?? '']);
  return [title, summary, dateline, text, ...captions].filter((words) => words !== '').join('\n');
}
