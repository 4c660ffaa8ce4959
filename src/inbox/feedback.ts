import { reportedAddress, addressesIn } from './addresses.ts';
import { readFields, valueOf, valuesOf, type Field } from './fields.ts';
import type { Statement } from './statement.ts';

/**
 * A complaint (ARF, RFC 5965): somebody said "this is spam". Reports of other kinds are not about a reader's wish:
 * `not-spam` takes one back, `auth-failure` (RFC 6591) and `dmarc` are about us, `opt-out` is a wish to leave.
 */
export function readFeedback(text: string): { fields: Field[]; statement: Statement } {
  const fields = readFields(text);
  const type = valueOf(fields, 'feedback-type').toLowerCase();
  const recipients = [
    ...valuesOf(fields, 'original-rcpt-to'),
    ...valuesOf(fields, 'removal-recipient'),
  ].flatMap((value) => reportedAddress(value) ?? []);
  return { fields, statement: { ...meaningOf(type), recipients } };
}

function meaningOf(type: string): Omit<Statement, 'recipients'> {
  if (type === 'not-spam') return { kind: 'delivered', status: '', about: '', words: 'not spam after all' };
  if (type === 'auth-failure' || type === 'dmarc')
    return { kind: 'ours', status: '', about: 'authentication', words: `a report of ${type}` };
  if (type === 'virus') return { kind: 'ours', status: '', about: 'virus', words: 'a report of a virus' };
  return {
    kind: 'complaint',
    status: '',
    about: '',
    words: type === '' ? 'a complaint' : `a complaint (${type})`,
  };
}

/** Outlook.com (JMRP) complains without a report: the message alone, with a header that says whose it was. */
export function jmrpRecipient(head: readonly Field[]): string | undefined {
  return addressesIn(valueOf(head, 'x-hmxmroriginalrecipient'), 1)[0];
}
