import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Ledger } from '../../src/ledger/ledger.ts';
import type { Leaving } from '../../src/model/subscriber.ts';
import { aSealing } from './records.ts';
import { anIssue } from '../support/shelf.ts';

export const MINUTE = 60_000;

/** What is known of one person: since when they may be mailed, and for what; or that they stay away. */
type Standing = { since: number; topics: readonly string[] } | 'away';

/** Who may be mailed, told in the plainest way. Somebody who is not in it was never heard of. */
export type Model = { now: number; issue: number; people: Map<number, Standing> };

/** The ledger as a program has it, and every mail that left. */
export type Real = { ledger: Ledger; mailed: { reader: number; edition: string }[] };

export type ConsentCommand = fc.AsyncCommand<Model, Real>;

/** Reader 3 is `Reader3@example.org`; capitals come and go, as in lists. */
function addressOf(reader: number, isLoud = false): string {
  return `${isLoud ? 'READER' : 'reader'}${reader}@example.org`;
}

export const markOf = (address: string): string => `mark of ${address.toLowerCase()}`;

/** Every command lets a minute pass, so that what is older can be told from what is newer. */
abstract class Command implements ConsentCommand {
  check(): boolean {
    return true;
  }
  async run(model: Model, real: Real): Promise<void> {
    model.now += MINUTE;
    await this.act(model, real);
  }
  abstract act(model: Model, real: Real): Promise<void>;
  abstract toString(): string;
}

type ListedReader = { reader: number; isLoud: boolean; topics: string[]; age: number; hasLeft: boolean };

/** A list is brought in, by hand or as a file. */
class Bring extends Command {
  readonly rows: readonly ListedReader[];
  readonly asFile: boolean;
  constructor(rows: readonly ListedReader[], asFile: boolean) {
    super();
    this.rows = rows;
    this.asFile = asFile;
  }
  async act(model: Model, { ledger }: Real): Promise<void> {
    const rows = this.rows.map(({ reader, isLoud, topics, age, hasLeft }, index) => ({
      address: addressOf(reader, isLoud),
      topics,
      confirmedAt: model.now - age * MINUTE,
      consent: 'a list',
      mark: markOf(addressOf(reader)),
      line: index + 2,
      raw: '',
      ...(hasLeft && this.asFile && { left: { at: model.now, why: 'asked' as const } }),
    }));
    const seen = new Set<number>();
    for (const { reader, topics, age, hasLeft } of this.rows) {
      if (this.asFile && seen.has(reader)) continue;
      seen.add(reader);
      const before = model.people.get(reader);
      if (before === 'away') continue;
      if (hasLeft && this.asFile) model.people.set(reader, 'away');
      else model.people.set(reader, { since: before?.since ?? model.now - age * MINUTE, topics });
    }
    if (!this.asFile) {
      await ledger.subscribe(rows);
      return;
    }
    await ledger.beginImport();
    await ledger.layAside(rows);
    await ledger.finishImport('list.csv', markOf, model.now);
  }
  toString(): string {
    return `${this.asFile ? 'import' : 'subscribe'} ${JSON.stringify(this.rows)}`;
  }
}

/** An import that ends before its end, as by a failure. */
class BreakOff extends Command {
  readonly reader: number;
  constructor(reader: number) {
    super();
    this.reader = reader;
  }
  async act(_: Model, { ledger }: Real): Promise<void> {
    await ledger.beginImport();
    const row = { address: addressOf(this.reader), topics: ['digest'], confirmedAt: 0, consent: 'a list' };
    await ledger.layAside([{ ...row, line: 2, raw: '' }]);
  }
  toString(): string {
    return `break off an import of ${this.reader}`;
  }
}

/** Somebody leaves: by a wish, a complaint, a bounce, or the officer's hand. */
class Leave extends Command {
  readonly reader: number;
  readonly why: Leaving;
  constructor(reader: number, why: Leaving) {
    super();
    this.reader = reader;
    this.why = why;
  }
  async act(model: Model, { ledger }: Real): Promise<void> {
    const member = await ledger.memberOf(addressOf(this.reader));
    const stands = model.people.get(this.reader);
    assert.equal(member !== undefined, stands !== undefined && stands !== 'away');
    if (member) await ledger.leave(member.id, this.why, model.now);
    if (stands) model.people.set(this.reader, 'away');
  }
  toString(): string {
    return `${this.reader} leaves (${this.why})`;
  }
}

class Forget extends Command {
  readonly reader: number;
  constructor(reader: number) {
    super();
    this.reader = reader;
  }
  async act(model: Model, { ledger }: Real): Promise<void> {
    const address = addressOf(this.reader, true);
    await ledger.forget(address, markOf(address), model.now);
    model.people.set(this.reader, 'away');
  }
  toString(): string {
    return `forget ${this.reader}`;
  }
}

class Choose extends Command {
  readonly reader: number;
  readonly topics: readonly string[];
  constructor(reader: number, topics: readonly string[]) {
    super();
    this.reader = reader;
    this.topics = topics;
  }
  async act(model: Model, { ledger }: Real): Promise<void> {
    const member = await ledger.memberOf(addressOf(this.reader));
    const stands = model.people.get(this.reader);
    if (member) await ledger.choose(member.id, this.topics, 'es');
    if (stands && stands !== 'away') model.people.set(this.reader, { ...stands, topics: this.topics });
  }
  toString(): string {
    return `${this.reader} chooses ${this.topics.join(' ')}`;
  }
}

/**
 * An edition that became public some minutes ago is queued; somebody may leave before it is served; then all that waits is
 * handed over. Exactly those may get it who were on the list, ask for it, and had confirmed when it became public.
 */
class Mail extends Command {
  readonly topics: readonly string[];
  readonly age: number;
  readonly leaves: number;
  constructor(topics: readonly string[], age: number, leaves: number) {
    super();
    this.topics = topics;
    this.age = age;
    this.leaves = leaves;
  }
  async act(model: Model, real: Real): Promise<void> {
    const { ledger, mailed } = real;
    const publicAt = model.now - this.age * MINUTE;
    model.issue += 1;
    const edition = `digest/${model.issue}@1`;
    await ledger.seal([aSealing(anIssue(model.issue))]);
    await ledger.queue(edition, this.topics, publicAt, model.now);
    await new Leave(this.leaves, 'asked').act(model, real);
    const worker = await ledger.enlist('a worker', model.now + MINUTE);
    const claims = await ledger.claim(worker, 1000, model.now);
    const { marked } = await ledger.record(worker, [], claims, model.now);
    const handed = claims.filter((_, index) => marked[index]);
    const verdict = { kind: 'accepted' as const, response: '250 Ok' };
    const settlements = handed.map((claim) => ({ ...claim, verdict, notBefore: 0, attempt: true }));
    await ledger.record(worker, settlements, [], model.now);
    await ledger.retire(worker);
    const readers = handed.map(({ address }) => Number(/\d+/.exec(address)?.[0]));
    assert.deepEqual(
      readers.toSorted((a, b) => a - b),
      this.expected(model, publicAt),
    );
    mailed.push(...readers.map((reader) => ({ reader, edition })));
  }
  expected(model: Model, publicAt: number): number[] {
    return [...model.people]
      .filter(([, stands]) => stands !== 'away' && stands.since <= publicAt)
      .filter(([, stands]) => stands !== 'away' && stands.topics.some((one) => this.topics.includes(one)))
      .map(([reader]) => reader)
      .toSorted((a, b) => a - b);
  }
  toString(): string {
    return `mail ${this.topics.join(' ')}, public ${this.age} minutes ago, while ${this.leaves} leaves`;
  }
}

const reader = fc.integer({ min: 1, max: 5 });
const topics = fc.uniqueArray(fc.constantFrom('digest', 'releases', 'kind:traffic', 'area:affton'), {
  maxLength: 3,
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
export const COMMANDS: readonly fc.Arbitrary<ConsentCommand>[] = [
  fc.tuple(rows, fc.boolean()).map(([some, asFile]) => new Bring(some, asFile)),
  reader.map((one) => new BreakOff(one)),
  fc
    .tuple(reader, fc.constantFrom<Leaving>('asked', 'complaint', 'bounced', 'removed'))
    .map(([one, why]) => new Leave(one, why)),
  reader.map((one) => new Forget(one)),
  fc.tuple(reader, topics).map(([one, some]) => new Choose(one, some)),
  fc.tuple(topics, age, reader).map(([some, minutes, one]) => new Mail(some, minutes, one)),
];
