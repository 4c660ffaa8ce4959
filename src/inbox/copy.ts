/** Where the copy of our own mail begins: everything below are our own words. */
const COPY =
  /^[ \t>]*(?:-{2,}[^\n]{0,20}(?:this is a copy|below this line|original message|returned message|undelivered message|unsent message|message header|the (?:original|body)|forwarded message|copy of|original mail)|message headers follow|original message (?:follows|headers)|(?:the )?(?:following )?headers of the (?:message|mail)|-{20,}[ \t]*\r?\n(?=[\w-]{2,40}:[ \t])|(?:received|return-path|x-[\w-]{1,40}): )/im;

/** A bounce's own words, and what follows them: the copy of our mail, its head first. */
export function splitAtCopy(text: string): { said: string; copy: string } {
  const found = COPY.exec(text);
  if (!found) return { said: text, copy: '' };
  const line = found[0];
  // A separator is no header; a first header is.
  const rest = /^[ \t>]*(?:received|return-path|x-[\w-]+): $/i.test(line)
    ? text.slice(found.index)
    : text.slice(found.index).replace(/^[^\n]*\n/, '');
  return { said: text.slice(0, found.index), copy: rest.trimStart() };
}

/** Where a part begins that is a copy, and what a report still may have behind one. */
const PART =
  /^content-type:[ \t]*(?:message\/(?:rfc822|global(?:-headers)?)|text\/rfc822-headers)[ \t]*(?:;|\r?$)/im;
const REPORT = /^content-type:[ \t]*message\/(?:global-)?(?:delivery-status|feedback-report)\b/im;
const BLANK = /(?:\r?\n[ \t]*){2,}/g;

/**
 * Where the head of the copy ends in the raw bytes of a message, given as Latin-1; the text's length when there is no
 * copy, or a report behind it. Of the copy of our own mail only the head is of use, and to leave its body away makes reading
 * many times faster.
 */
export function endOfUse(text: string): number {
  const begin = /^content-type:[ \t]*multipart\//im.test(text)
    ? (PART.exec(text)?.index ?? -1)
    : plainCopy(text);
  if (begin === -1) return text.length;
  BLANK.lastIndex = begin;
  // The first blank line ends the line or the head above the copy, the second one the head of the copy.
  const ends = BLANK.exec(text) && BLANK.exec(text);
  return ends && !REPORT.test(text.slice(ends.index)) ? ends.index + ends[0].length : text.length;
}

/** In a message of one part that is not encoded: behind its own head, which has such lines itself. */
function plainCopy(text: string): number {
  BLANK.lastIndex = 0;
  const body = BLANK.exec(text);
  if (!body) return -1;
  const start = body.index + body[0].length;
  const found = COPY.exec(text.slice(start));
  return found ? start + found.index : -1;
}
