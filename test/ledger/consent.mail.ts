import assert from 'node:assert/strict';
import { anIssue } from '../support/shelf.ts';
import {
  Command,
  member,
  MINUTE,
  readerOf,
  type ConsentCommand,
  type Model,
  type Real,
} from './consent.model.ts';
import { aSealing } from './records.ts';

/**
 * An edition that became public some minutes ago is queued, claimed and handed over; meanwhile something happens to the
 * list. Exactly those may get it who were on the list, asked for it and had confirmed when it became public, and whom
 * nothing has taken off the list since; who moved gets it at the new address.
 */
export class Mail extends Command {
  readonly topics: readonly string[];
  readonly age: number;
  readonly meanwhile: ConsentCommand;
  readonly isClaimed: boolean;
  constructor(topics: readonly string[], age: number, meanwhile: ConsentCommand, isClaimed: boolean) {
    super();
    this.topics = topics;
    this.age = age;
    this.meanwhile = meanwhile;
    this.isClaimed = isClaimed;
  }
  async act(model: Model, real: Real): Promise<void> {
    const { ledger, mailed } = real;
    const publicAt = model.now - this.age * MINUTE;
    model.issue += 1;
    const edition = `digest/${model.issue}@1`;
    await ledger.seal([aSealing(anIssue(model.issue))]);
    const readers = this.readersAt(model, publicAt);
    assert.equal(await ledger.queue(edition, this.topics, publicAt, model.now), readers.length);
    const worker = await ledger.enlist('a worker', model.now + 60 * MINUTE);
    model.moved.clear();
    const early = this.isClaimed ? await ledger.claim(worker, 1000, model.now) : [];
    await this.meanwhile.run(model, real);
    const handed: typeof early = [];
    // What is not marked is not sent; it may be claimed again, as it stands then.
    for (const claims of [early, await ledger.claim(worker, 1000, model.now)]) {
      const { marked } = await ledger.record(worker, [], claims, model.now);
      const now = claims.filter((_, index) => marked[index]);
      const verdict = { kind: 'accepted' as const, response: '250 Ok' };
      const accepted = now.map((claim) => Object.assign({ verdict, notBefore: 0, attempt: true }, claim));
      await ledger.record(worker, accepted, [], model.now);
      handed.push(...now);
    }
    await ledger.retire(worker);
    const got = handed.map(({ address }) => readerOf(address)).toSorted((a, b) => a - b);
    assert.deepEqual(got, stillThere(model, readers));
    mailed.push(...got.map((reader) => ({ reader, edition })));
  }
  readersAt(model: Model, publicAt: number): number[] {
    return [...model.people.keys()].filter((reader) => {
      const stands = member(model, reader);
      return stands && stands.since <= publicAt && stands.topics.some((one) => this.topics.includes(one));
    });
  }
  toString(): string {
    const when = this.isClaimed ? 'claimed' : 'queued';
    return `mail ${this.topics.join(' ')}, public ${this.age} minutes ago; when ${when}: ${this.meanwhile.toString()}`;
  }
}

function stillThere(model: Model, readers: readonly number[]): number[] {
  return readers
    .map((reader) => model.moved.get(reader) ?? reader)
    .filter((reader) => member(model, reader) !== undefined)
    .toSorted((a, b) => a - b);
}
