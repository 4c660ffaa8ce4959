import { addressesIn } from './addresses.ts';
import { valuesOf, type Field } from './fields.ts';
import type { Desk } from './statement.ts';

/** What people write who want to leave, alone on the subject or on the first line. */
const WISH =
  /^(?:re:|aw:|fwd?:)?\s*(?:please )?(?:unsubscribe|remove(?: me)?(?: from (?:the |this |your )?(?:mailing )?list)?|sign me off|signoff|opt[- ]?out|stop|abmelden|abbestellen|austragen|d\u00e9sabonne(?:r|ment)?|d\u00e9sinscri\w+|darse de baja|darme de baja|baja|cancelar(?: la)? suscripci\u00f3n|descadastrar|cancellami|disiscriviti|uitschrijven|afmelden)\b[\s.!]*(?:me|please|bitte|por favor)?[\s.!]*$/iu;

/** A token stands behind the word; what is quoted below a letter has tokens in its links and asks for nothing. */
const TOKEN = /\bunsubscribe[\s:=]+([A-Za-z0-9_-]{22})(?![A-Za-z0-9_-])/i;

/**
 * A wish to leave: the token of it, or only the words. The token in the subject is what our List-Unsubscribe asks mail
 * programs to send (RFC 2369), and it alone takes somebody off the list.
 *
 * Words without a token do not, not even from the reader's own address: a From is made up in a minute, and for a police
 * newsroom it is worth something to somebody to silence a reporter's copy unnoticed. They are put before the desk instead
 * (`person`, with an alarm), because a reader who asked and is not let go complains, which costs more.
 */
export function readLeaving(
  fields: readonly Field[],
  subject: string,
  text: string,
  desk: Desk,
): { token?: string; wish: boolean } {
  const first = text.trimStart().split(/\r?\n/, 1)[0]?.slice(0, 300) ?? '';
  const token = TOKEN.exec(subject)?.[1] ?? TOKEN.exec(first)?.[1];
  if (token !== undefined) return { token, wish: true };
  const to = ['to', 'cc', 'delivered-to', 'x-original-to', 'envelope-to'].flatMap((name) =>
    valuesOf(fields, name).flatMap((value) => addressesIn(value)),
  );
  const here = to.some((address) => address.toLowerCase() === desk.unsubscribe.toLowerCase());
  return { wish: here || WISH.test(subject.trim()) || WISH.test(first.trim()) };
}
