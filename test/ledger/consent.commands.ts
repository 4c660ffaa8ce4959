import assert from 'node:assert/strict';
import { consequenceOf, type Evidence } from '../../src/audience/health.ts';
import type { Leaving } from '../../src/model/subscriber.ts';
import {
  addressOf,
  Command,
  markOf,
  member,
  MINUTE,
  numberOf,
  type Asked,
  type Model,
  type Real,
} from './consent.model.ts';

export type ListedReader = {
  reader: number;
  isLoud: boolean;
  topics: string[];
  age: number;
  hasLeft: boolean;
};

/** A list is brought in, by hand or as a file. */
export class Bring extends Command {
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
      const before = member(model, reader);
      if (model.people.has(reader) && !before) continue;
      if (hasLeft && this.asFile) model.people.set(reader, 'away');
      else model.people.set(reader, { since: model.now - age * MINUTE, ...before, topics });
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
export class BreakOff extends Command {
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
export class Leave extends Command {
  readonly reader: number;
  readonly why: Leaving;
  constructor(reader: number, why: Leaving) {
    super();
    this.reader = reader;
    this.why = why;
  }
  async act(model: Model, { ledger }: Real): Promise<void> {
    const known = await ledger.memberOf(addressOf(this.reader));
    const stands = member(model, this.reader);
    assert.equal(known !== undefined, stands !== undefined);
    if (known) await ledger.leave(known.id, this.why, model.now);
    const comesBack = stands?.isSeed === true && this.why === 'removed';
    if (stands) model.people.set(this.reader, comesBack ? 'dropped' : 'away');
  }
  toString(): string {
    return `${this.reader} leaves (${this.why})`;
  }
}

export class Forget extends Command {
  readonly reader: number;
  constructor(reader: number) {
    super();
    this.reader = reader;
  }
  async act(model: Model, real: Real): Promise<void> {
    const address = addressOf(this.reader, true);
    const number = await numberOf(real, this.reader);
    await real.ledger.forget(address, markOf(address), model.now);
    model.people.set(this.reader, 'away');
    const isTheirs = ({ reader, mover }: Asked) =>
      reader === this.reader || (mover !== undefined && mover === number);
    model.asked = model.asked.filter((one) => !isTheirs(one));
  }
  toString(): string {
    return `forget ${this.reader}`;
  }
}

export class Choose extends Command {
  readonly reader: number;
  readonly topics: readonly string[];
  constructor(reader: number, topics: readonly string[]) {
    super();
    this.reader = reader;
    this.topics = topics;
  }
  async act(model: Model, { ledger }: Real): Promise<void> {
    const known = await ledger.memberOf(addressOf(this.reader));
    const stands = member(model, this.reader);
    if (known) await ledger.choose(known.id, this.topics, 'es');
    if (stands) model.people.set(this.reader, { ...stands, topics: this.topics });
  }
  toString(): string {
    return `${this.reader} chooses ${this.topics.join(' ')}`;
  }
}

/** Several click "unsubscribe" at the same moment; who is off the list already clicks too. */
export class LeaveTogether extends Command {
  readonly readers: readonly number[];
  constructor(readers: readonly number[]) {
    super();
    this.readers = readers;
  }
  async act(model: Model, real: Real): Promise<void> {
    const numbers = await Promise.all(this.readers.map((reader) => numberOf(real, reader)));
    const ids = numbers.map((number) => number ?? 999);
    const left = await real.ledger.leaveTogether(ids, 'asked', model.now);
    assert.deepEqual(
      left,
      this.readers.map((reader) => member(model, reader) !== undefined),
    );
    for (const reader of this.readers) if (member(model, reader)) model.people.set(reader, 'away');
  }
  toString(): string {
    return `${this.readers.join(' and ')} click`;
  }
}

const DAY = 24 * 60 * MINUTE;
const PATIENCE = { softHalfLife: 30 * DAY, softLimit: 2, probeWait: 7 * DAY };

/** Something comes back: a bounce, a complaint, a wish to leave, or what is about us; with proof, or naming somebody. */
export class ComesBack extends Command {
  readonly reader: number;
  readonly evidence: Evidence;
  constructor(reader: number, evidence: Evidence) {
    super();
    this.reader = reader;
    this.evidence = evidence;
  }
  async act(model: Model, real: Real): Promise<void> {
    const { kind, proof } = this.evidence;
    const subscriber = await numberOf(real, this.reader);
    if (subscriber === undefined) return;
    const taken = { at: model.now, source: 'test', kind, subscriber, status: '', words: '' };
    const follows = await real.ledger.takeReturn({ key: `${model.now}`, ...taken }, (health) =>
      consequenceOf({ ...this.evidence, sentAt: model.now + 2 * DAY }, health, model.now, PATIENCE),
    );
    const isCertain = proof === 'token' && ['hard', 'complaint', 'leave'].includes(kind);
    const canLeave = isCertain || (proof === 'token' && kind === 'soft');
    const leaves = follows?.kind === 'leaves';
    const isMember = member(model, this.reader) !== undefined;
    assert(leaves ? canLeave && isMember : !(isCertain && isMember), `${kind} ${proof}`);
    if (leaves) model.people.set(this.reader, 'away');
  }
  toString(): string {
    return `${this.evidence.kind} by ${this.evidence.proof} for ${this.reader}`;
  }
}

/** The desk's own mailboxes are set anew; somebody may have named a reader's address among them. */
export class Seeds extends Command {
  readonly readers: readonly number[];
  constructor(readers: readonly number[]) {
    super();
    this.readers = readers;
  }
  async act(model: Model, { ledger }: Real): Promise<void> {
    const seeds = this.readers.map((reader) => ({
      name: `seed ${reader}`,
      address: addressOf(reader, true),
    }));
    const topics = ['digest', 'releases'];
    const { away } = await ledger.keepSeeds(seeds, topics, markOf, model.now);
    const staysAway = this.readers.filter((reader) => model.people.get(reader) === 'away');
    assert.deepEqual(
      away.map(({ name }) => name),
      staysAway.map((reader) => `seed ${reader}`),
    );
    for (const [reader, stands] of model.people) {
      const isSeed = typeof stands === 'object' && stands.isSeed === true;
      if (isSeed && !this.readers.includes(reader)) model.people.set(reader, 'dropped');
    }
    for (const reader of this.readers) {
      const stands = model.people.get(reader);
      if (stands === undefined || stands === 'dropped')
        model.people.set(reader, { since: model.now, topics, isSeed: true });
    }
  }
  toString(): string {
    return `seeds ${this.readers.join(' ')}`;
  }
}
