/** How long a sender's name is in a Feedback-ID: Google asks for 5 to 15 characters. */
const SENDER = { least: 5, most: 15 };

/**
 * Value of Feedback-ID, by which large mail services report complaints (Google: "Feedback loop"): the edition, what it is,
 * the program, and a name of the sender that never changes. `digest/24@1` → `24-1:digest:newsdesk:newsroomexample`. The
 * same in every copy: one that differed would be counted by nobody, and would say who complained.
 */
export function feedbackId(edition: string, domain: string): string {
  const slash = edition.indexOf('/');
  const kind = slash === -1 ? 'mail' : field(edition.slice(0, slash));
  const sender = domain.replace(/[^a-z0-9]/g, '').slice(0, SENDER.most);
  return `${field(edition.slice(slash + 1))}:${kind}:newsdesk:${sender.padEnd(SENDER.least, '0')}`;
}

/** Colons stand between fields. */
function field(words: string): string {
  return words.replace(/[^A-Za-z0-9]+/g, '-').slice(0, 60);
}
