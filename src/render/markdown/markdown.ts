/** The Markdown half of the room: a text into structure, and from structure into every form of its body. */
export { parseMarkdown } from './parse.ts';
export { renderForms, type FormOptions } from './forms.ts';
export { renderHtml } from './html.ts';
export { renderText } from './text.ts';
export { styleForMail, type MailStyles } from './mail.ts';
export { pictureless } from './pictures.ts';
