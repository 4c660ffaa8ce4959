import assert from 'node:assert/strict';
import {
  addressOf,
  Command,
  markOf,
  member,
  MINUTE,
  numberOf,
  readerOf,
  type Model,
  type Real,
} from './consent.model.ts';

/** How long a link can be pressed, and how often an address may be asked in which time. */
const LIFE = 12 * MINUTE;
const MOST = 3;
const WITHIN = 20 * MINUTE;

/** Somebody, the owner or not, enters an address on the site; with `mover`, on the page of that member. */
export class Ask extends Command {
  readonly reader: number;
  readonly topics: readonly string[];
  readonly mover: number | undefined;
  constructor(reader: number, topics: readonly string[], mover?: number) {
    super();
    this.reader = reader;
    this.topics = topics;
    this.mover = mover;
  }
  async act(model: Model, real: Real): Promise<void> {
    const { reader, topics, mover } = this;
    const subscriber = mover === undefined ? undefined : await numberOf(real, mover);
    if (mover !== undefined && !(subscriber !== undefined && member(model, mover))) return;
    const id = await real.ledger.ask(
      {
        kind: mover === undefined ? 'join' : 'move',
        address: addressOf(reader, true),
        topics: [...topics],
        language: '',
        askedAt: model.now,
        until: model.now + LIFE,
        ...(subscriber !== undefined && { subscriber }),
      },
      { most: MOST, since: model.now - WITHIN },
    );
    const before = model.asked.filter((one) => one.reader === reader && one.at >= model.now - WITHIN);
    assert.equal(id === undefined, before.length >= MOST);
    if (id === undefined) return;
    for (const one of model.asked) if (one.reader === reader && one.state === 'waits') one.state = 'void';
    const moving = subscriber === undefined ? {} : { mover: subscriber };
    model.asked.push({ id, reader, topics, at: model.now, state: 'waits', ...moving });
  }
  toString(): string {
    return this.mover === undefined ? `${this.reader} asks` : `${this.mover} asks to move to ${this.reader}`;
  }
}

/** The button behind the link of a confirmation mail is pressed, at any time and any number of times. */
export class Confirm extends Command {
  readonly which: number;
  constructor(which: number) {
    super();
    this.which = which;
  }
  async act(model: Model, real: Real): Promise<void> {
    const asked = model.asked.at(this.which % Math.max(1, model.asked.length));
    const mover = asked?.mover === undefined ? undefined : await real.ledger.member(asked.mover);
    const done = await real.ledger.confirm(asked?.id ?? 999, 'the form', model.now, markOf);
    if (!asked) return assert.equal(done, undefined);
    const { reader, topics, at } = asked;
    if (asked.state === 'waits' && at + LIFE >= model.now) {
      const stood = member(model, reader);
      if (asked.mover === undefined) {
        model.people.set(reader, { since: stood?.since ?? model.now, topics });
        asked.state = 'done';
      } else if (mover) this.#move(model, readerOf(mover.address), asked);
    }
    assert.equal(done !== undefined, asked.state === 'done' && member(model, reader) !== undefined);
  }
  #move(model: Model, from: number, asked: Model['asked'][number]): void {
    const stands = member(model, from);
    assert(stands, 'a subscriber who may not be mailed is no member');
    if (asked.reader !== from && member(model, asked.reader)) return;
    model.people.set(from, 'away');
    model.people.set(asked.reader, { since: stands.since, topics: stands.topics });
    if (asked.reader !== from) model.moved.set(from, asked.reader);
    asked.state = 'done';
  }
  toString(): string {
    return `confirm ${this.which}`;
  }
}
