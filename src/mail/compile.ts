import type { Letter } from '../model/letter.ts';
import type { Newsroom } from '../model/newsroom.ts';
import { EmailAddress, isEmailAddress } from '../model/subscriber.ts';
import type { Message } from './courier.ts';
import { signerOf } from './dkim.ts';
import type { DkimKey } from './dkim-key.ts';
import { feedbackId } from './feedback-id.ts';
import { commonHeaders, ownHeaders, wire, type Header, type MessageLinks } from './headers.ts';
import type { MessageIds } from './message-id.ts';
import { fill, layOut } from './splice.ts';

export type { MessageLinks } from './headers.ts';

/** What is the same for all copies of a letter. */
export type Compiling = {
  letter: Letter;
  edition: string;
  mail: Newsroom['mail'];
  /** Public address of what was mailed before: `https://newsroom.example.gov/archive.html`. */
  archive: string;
  /** Every copy is signed with each of these, for the domain of its sender; with none, copies are unsigned. */
  dkim: readonly DkimKey[];
  /** Put before the subject: "[Redirected]". */
  label?: string;
  /** Every copy goes here and to nobody else; the header X-Newsdesk-Meant-For says whose it is. */
  divertTo?: string;
  /** Where one subscriber's copy comes back to; `mail.bounces` for all when it is left out. */
  returnPath?: (subscriber: number) => string;
  messageIdOf: MessageIds;
};

/** `had`: the editions that the letter answers as this subscriber got them, oldest first; without any it answers nothing. */
export type Recipient = { id: number; address: string; links: MessageLinks; had?: readonly string[] };

export type CompiledLetter = {
  /**
   * The complete message for one subscriber, handed over at `at` (epoch ms): the same bytes for the same arguments. Its
   * parts are shared with other copies and must not be written to. Throws when the address is not one that mail can be
   * sent to, or when the letter has a slot that nothing is given for; a message with a second recipient cannot come out.
   * A promise when an RSA key signs, at once otherwise; when a key cannot sign it throws or rejects.
   */
  messageTo: (recipient: Recipient, at: number) => Message | Promise<Message>;
};

/**
 * Does once what is the same for all copies of a letter: its headers and its body in quoted-printable, as bytes with
 * holes. Rejects when an address of ours is not one that mail can be sent to.
 */
export async function compileLetter(compiling: Compiling): Promise<CompiledLetter> {
  const { letter, edition, mail, archive, label = '', returnPath, messageIdOf } = compiling;
  const sender = EmailAddress.parse(mail.from.address);
  const from = EmailAddress.parse(mail.bounces);
  const divertTo = EmailAddress.optional().parse(compiling.divertTo);
  const layout = layOut(letter);
  const domain = sender.slice(sender.lastIndexOf('@') + 1).toLowerCase();
  const common: Header[] = [
    ...(await commonHeaders(letter, mail, archive, label)),
    ['Feedback-ID', feedbackId(edition, domain)],
    ['Content-Type', `multipart/alternative;\r\n boundary="${layout.boundary}"`],
  ];
  const shared = Buffer.concat([Buffer.from(`${wire(common)}\r\n`), layout.opening]);
  const signer = signerOf(compiling.dkim, domain, common, layout.opening);

  const messageTo = ({ id, address, links, had = [] }: Recipient, at: number): Message | Promise<Message> => {
    const reader = isEmailAddress(address) ? address : EmailAddress.parse(address);
    const to = divertTo ?? reader;
    const messageId = messageIdOf(edition, id);
    const answered = had.map((earlier) => messageIdOf(earlier, id));
    const own = ownHeaders({ to, messageId, at }, answered, links);
    if (divertTo !== undefined) own.push(['X-Newsdesk-Meant-For', reader]);
    const body = fill(layout, { ...links, address: reader });
    const complete = (signatures: string): Message => {
      const parts = [Buffer.from(signatures + wire(own), 'latin1'), shared, ...body];
      return {
        edition,
        subscriber: id,
        messageId,
        envelope: { from: returnPath?.(id) ?? from, to },
        parts,
        size: parts.reduce((size, part) => size + part.length, 0),
      };
    };
    const signatures = signer?.(own, body, at) ?? '';
    return typeof signatures === 'string' ? complete(signatures) : signatures.then(complete);
  };
  return { messageTo };
}
