import { type Happening, JsonObject, sha256 } from '../../model/record.ts';
import type { Sealing } from '../ledger.ts';

/** What of a publication is told in the record itself, beside its digest: who answered for what, and why. */
const TOLD = new Set(['title', 'author', 'approval', 'corrections', 'recall', 'overrides', 'urgent']);

/** What the record says of a sealed edition. `kept` is its content as it is kept, JSON. */
export function editionHappening(
  {
    key,
    revision,
    digest,
    publicAt,
    sealedAt,
    content,
    covers,
  }: Omit<Sealing['edition'], 'content'> & { content: object },
  kept: string,
  forms: Sealing['forms'],
  fingerprint: string | null,
): Happening {
  const told = Object.fromEntries(Object.entries(content).filter(([field]) => TOLD.has(field)));
  const body = {
    revision,
    names: digest,
    publicAt,
    ...JsonObject.parse(JSON.parse(JSON.stringify(told))),
    ...(covers.length > 0 ? { covers } : {}),
    ...(fingerprint === null ? {} : { fingerprint }),
    content: sha256(kept),
    ...formDigests(forms),
  };
  return { at: sealedAt, what: 'edition', subject: key, body };
}

/** What the record says when another program made the forms of a sealed body anew. */
export function formsHappening(key: string, forms: Sealing['forms'], at: number): Happening {
  return { at, what: 'forms made anew', subject: key, body: formDigests(forms) };
}

function formDigests({ html, text }: Sealing['forms']): { html: string; text: string } {
  return { html: sha256(html), text: sha256(text) };
}
