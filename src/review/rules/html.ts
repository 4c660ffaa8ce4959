import { NOTHING, type Context, type Mark, type Rule } from '../rule.ts';

/** Tags that the sanitiser takes out, and what the reader loses with each. */
const REMOVED: Readonly<Record<string, string>> = {
  script: 'the script and everything in it',
  style: 'the style sheet in it',
  iframe: 'what it embeds (a video, a map, a form)',
  object: 'what it embeds',
  embed: 'what it embeds',
  applet: 'what it embeds',
  frame: 'what it embeds',
  frameset: 'what it embeds',
  video: 'the video',
  audio: 'the recording',
  canvas: 'the drawing',
  svg: 'the drawing',
  math: 'the formula',
  form: 'the form; its words stay',
  input: 'the field of the form',
  button: 'the button; its words may stay',
  select: 'the choice of the form',
  noscript: 'the words in it',
  map: 'the areas of the picture that can be clicked',
  textarea: 'the field of the form and the words in it',
  link: 'the style sheet that it loads',
  meta: 'the instruction to the browser',
  base: 'the instruction to the browser',
};
const TAG = new RegExp(`<(${Object.keys(REMOVED).join('|')})(?=[\\s/>])`, 'gi');

/** Raw HTML that will not be published. */
export const htmlRules: readonly Rule[] = [
  {
    id: 'html/removed',
    severity: 'warning',
    about: 'Raw HTML that is taken out before publishing',
    source: 'house rule',
    why: 'It would run code, fail in mail, or look different everywhere; so it is not published.',
    check: checkTags,
  },
];

function checkTags({ outline }: Context): readonly Mark[] {
  if (outline.html.length === 0) return NOTHING;
  const marks: Mark[] = [];
  for (const { html, at } of outline.html) {
    const names = new Set([...html.matchAll(TAG)].map((tag) => (tag[1] ?? '').toLowerCase()));
    for (const name of names) {
      marks.push({
        at,
        what: `<${name}> will be taken out, and with it ${REMOVED[name] ?? 'what it does'}`,
        fix: 'Write it in Markdown, or link to the page that has it, in words that say what it is.',
      });
    }
  }
  return marks;
}
