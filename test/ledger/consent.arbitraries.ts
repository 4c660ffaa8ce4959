import * as fc from 'fast-check';
import { ReturnKind } from '../../src/model/return.ts';
import type { Leaving } from '../../src/model/subscriber.ts';
import {
  Bring,
  BreakOff,
  Choose,
  ComesBack,
  Forget,
  Leave,
  LeaveTogether,
  Seeds,
} from './consent.commands.ts';
import { Mail } from './consent.mail.ts';
import type { ConsentCommand } from './consent.model.ts';
import { Ask, Confirm } from './consent.requests.ts';

const reader = fc.integer({ min: 1, max: 5 });
const topics = fc.uniqueArray(fc.constantFrom('digest', 'releases', 'kind:traffic', 'area:affton'), {
  maxLength: 3,
});
const readers = fc.uniqueArray(reader, { maxLength: 3 });
const evidence = fc.record({
  kind: fc.constantFrom(...ReturnKind.options),
  proof: fc.constantFrom('token', 'name'),
});
const age = fc.integer({ min: 0, max: 6 });
const rows = fc.array(
  fc.record({
    reader,
    isLoud: fc.boolean(),
    topics,
    age,
    hasLeft: fc.oneof({ arbitrary: fc.constant(false), weight: 4 }, fc.constant(true)),
  }),
  { minLength: 1, maxLength: 4 },
);

/** What can happen to the list. A new way to come or to go is one more class and one more line here. */
const EVENTS: readonly fc.Arbitrary<ConsentCommand>[] = [
  fc.tuple(rows, fc.boolean()).map(([some, asFile]) => new Bring(some, asFile)),
  reader.map((one) => new BreakOff(one)),
  fc
    .tuple(reader, fc.constantFrom<Leaving>('asked', 'complaint', 'bounced', 'removed'))
    .map(([one, why]) => new Leave(one, why)),
  reader.map((one) => new Forget(one)),
  fc.tuple(reader, topics).map(([one, some]) => new Choose(one, some)),
  readers.map((some) => new LeaveTogether(some)),
  fc.tuple(reader, evidence).map(([one, said]) => new ComesBack(one, said)),
  readers.map((some) => new Seeds(some)),
  fc.tuple(reader, topics).map(([one, some]) => new Ask(one, some)),
  fc.tuple(reader, reader).map(([one, other]) => new Ask(one, [], other)),
  // Most often the newest one; but old links are pressed as well.
  fc.oneof(fc.constant(-1), fc.nat(20)).map((which) => new Confirm(which)),
];

const mails = fc
  .tuple(topics, age, fc.oneof(...EVENTS), fc.boolean())
  .map(([some, minutes, event, isClaimed]) => new Mail(some, minutes, event, isClaimed));

export const COMMANDS: readonly fc.Arbitrary<ConsentCommand>[] = [...EVENTS, mails, mails];
