import { NOTHING, type Rule } from '../rule.ts';

const TITLE = 90;
const SUMMARY = 280;

/** Texts that are longer than the places where they are shown. */
export const lengthRules: readonly Rule[] = [
  {
    id: 'title/long',
    severity: 'warning',
    about: `A title of more than ${TITLE} characters`,
    source: 'newsroom practice',
    why: 'Lists, mail programs and search results cut a long headline.',
    check: ({ front, locate }) =>
      front.title === undefined || front.title.length <= TITLE
        ? NOTHING
        : [
            {
              at: locate(['title'], 'value'),
              what: `The title has ${front.title.length} characters`,
              fix: `Say it in ${TITLE} or fewer; the rest belongs in the summary.`,
            },
          ],
  },
  {
    id: 'summary/long',
    severity: 'warning',
    about: `A summary of more than ${SUMMARY} characters`,
    source: 'newsroom practice',
    why: 'Feeds, previews and the line beside a mail’s subject cut a long summary.',
    check: ({ front, locate }) =>
      front.summary === undefined || front.summary.length <= SUMMARY
        ? NOTHING
        : [
            {
              at: locate(['summary'], 'value'),
              what: `The summary has ${front.summary.length} characters`,
              fix: `Say it in one or two sentences, ${SUMMARY} characters or fewer.`,
            },
          ],
  },
];
