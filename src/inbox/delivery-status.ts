import { oneLine } from '../util/mask.ts';
import { reportedAddress } from './addresses.ts';
import { readFields, valueOf, type Field } from './fields.ts';
import { judge, statusIn } from './judge.ts';
import { RECIPIENTS } from './limits.ts';
import type { Statement } from './statement.ts';

const WORDS = 300;

/** What a delivery-status part says (RFC 3464 §2): of the message, and of each recipient. */
export type DeliveryStatus = { message: Field[]; statements: Statement[] };

/**
 * Reads the fields of a report. Reports are not always written as the RFC has them: the order of the fields is free, blank
 * lines are missing, a field's name is cut; whatever speaks of a recipient counts. `spoken` gives what the human part of
 * the report says of an address, for the ones whose fields have only a number.
 */
export function readDeliveryStatus(text: string, spoken: (address: string) => string): DeliveryStatus {
  const groups = groupsOf(text);
  const statements = groups.filter(isRecipient).slice(0, RECIPIENTS);
  return {
    message: groups.find((group) => !isRecipient(group)) ?? [],
    statements: statements.map((group) => statementOf(group, spoken)),
  };
}

function isRecipient(fields: readonly Field[]): boolean {
  return ['final-recipient', 'original-recipient', 'action', 'status'].some(
    (name) => valueOf(fields, name) !== '',
  );
}

function groupsOf(text: string): Field[][] {
  const groups: Field[][] = [];
  for (const block of text.split(/(?:\r?\n[ \t]*){2,}/).slice(0, 2 * RECIPIENTS)) {
    let group: Field[] = [];
    for (const field of readFields(block)) {
      if (field.name === 'final-recipient' && valueOf(group, 'final-recipient') !== '') {
        groups.push(group);
        group = [];
      }
      group.push(field);
    }
    if (group.length > 0) groups.push(group);
  }
  return groups;
}

function statementOf(fields: readonly Field[], spoken: (address: string) => string): Statement {
  const recipients = ['final-recipient', 'original-recipient', 'x-actual-recipient'].flatMap(
    (name) => reportedAddress(valueOf(fields, name)) ?? [],
  );
  const diagnostic = valueOf(fields, 'diagnostic-code').replace(/^[\w-]{1,40}\s*;\s*/, '');
  // What the far server said is nearer to the truth than what the near one made of it.
  const status = statusIn(diagnostic) ?? statusIn(valueOf(fields, 'status')) ?? '';
  const told = /[a-z\u0080-\uffff]{3}/i.test(diagnostic) ? '' : spoken(recipients[0] ?? '');
  const words = `${diagnostic} ${told}`.trim();
  const kind = kindOf(valueOf(fields, 'action'), status);
  const named = {
    recipients: [...new Set(recipients)],
    words: oneLine(words === '' ? status : words, WORDS),
  };
  if (kind !== 'failed') return { kind, status, about: '', ...named };
  return { ...judge(words, status), ...named };
}

type Action = 'failed' | 'delayed' | 'delivered' | 'expanded';

/** RFC 3464 §2.3.3; `relayed` is as good as delivered. Without an action the status tells. */
function kindOf(action: string, status: string): Action {
  const word = /^[a-z]+/.exec(action.toLowerCase())?.[0];
  if (word === 'failed' || word === 'delayed' || word === 'delivered' || word === 'expanded') return word;
  if (word === 'relayed' || status.startsWith('2')) return 'delivered';
  return status.startsWith('4') ? 'delayed' : 'failed';
}
