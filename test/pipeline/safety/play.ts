import { expect } from 'vitest';
import { approving } from '../../../src/approving.ts';
import type { Claim } from '../../../src/ledger/ledger.ts';
import type { VerdictKind } from '../../../src/model/delivery.ts';
import { correction, lift, recall, subjectOf, VerbRefused, type Subject } from '../../../src/verbs.ts';
import type { Press } from '../../../src/pipeline.ts';
import type { Action, Which } from './actions.ts';
import {
  Died,
  dying,
  FIRST,
  joinList,
  MINUTE,
  pass,
  pressOf,
  readerOf,
  RELEASES,
  reopen,
  rewrite,
  SECOND,
  whichOf,
  type World,
} from './world.ts';

/** Lets one thing happen, and tells the world what it means. */
export async function play(world: World, action: Action): Promise<void> {
  const { ledger } = world;
  switch (action.does) {
    case 'edit':
      return rewrite(world, action.which, action.changes);
    case 'approve':
      return approve(world, action.which, action.who);
    case 'correct':
      return correct(world, action.which, action.quiet);
    case 'put right':
      rewrite(world, action.which, action.quiet ? 'word' : 'fact');
      await correct(world, action.which, action.quiet);
      await approve(world, action.which, 'right');
      world.now += 10 * MINUTE;
      return;
    case 'stop':
    case 'cancel': {
      const publication = RELEASES[action.which].key;
      await ledger.give({ publication, verb: action.does, by: FIRST, reason: 'A doubt.', at: world.now });
      if (action.does === 'stop') world.stopped.add(action.which);
      else await cancelled(world, action.which);
      return;
    }
    case 'resume': {
      const lifted = await ledger.lift(RELEASES[action.which].key, FIRST, world.now);
      expect(lifted !== undefined).toBe(world.stopped.delete(action.which));
      return;
    }
    case 'hold':
    case 'kill':
    case 'release':
      return takeBack(world, action.which, action.does);
    case 'pass':
      await pass(world);
      return;
    case 'crash':
      await pass(world, dying(ledger, action.call, action.when)).catch((error: unknown) => {
        if (!(error instanceof Died)) throw error;
      });
      return reopen(world);
    case 'deliver':
      return deliver(world, action.verdicts);
    case 'take':
      await take(world, action.count);
      return;
    case 'answer':
      return answer(world, action.verdicts);
    case 'join':
      return joinList(world);
    case 'leave':
      await ledger.leave(action.reader, 'asked', world.now);
      if (action.reader <= world.readers) world.gone.add(action.reader);
      return;
    case 'wait':
      // A clock is set back a little; never by more than the program takes for a slip.
      world.now = Math.max(world.now + action.minutes * MINUTE, world.newest - 4 * MINUTE);
  }
}

async function subject(world: World, which: Which): Promise<{ press: Press; about: Subject }> {
  const press = await pressOf(world, world.ledger);
  const about = await subjectOf(press, RELEASES[which].path, world.now);
  if (!about) throw new Error(`no ${RELEASES[which].path}`);
  return { press, about };
}

async function approve(world: World, which: Which, who: 'right' | 'wrong' | 'alone'): Promise<void> {
  const { path, two, publicAt } = RELEASES[which];
  const people = {
    right: { by: FIRST, second: SECOND },
    wrong: { by: 'Somebody Else' },
    alone: { by: FIRST },
  }[who];
  const shown = await approving(await pressOf(world, world.ledger), path, people, world.now);
  const written = shown?.write() ?? false;
  if (who === 'wrong' || (who === 'alone' && two)) expect(written).toBe(false);
  const version = world.current[which];
  if (!written || !version) return;
  const from = Math.max(world.now - (world.now % 1000) + 10 * MINUTE, publicAt);
  world.cleared.set(version.word, Math.min(from, world.cleared.get(version.word) ?? Infinity));
}

async function correct(world: World, which: Which, quiet: boolean): Promise<void> {
  const { press, about } = await subject(world, which);
  try {
    const made = await correction(press, about, { note: 'It was wrong.', by: FIRST, quiet }, world.now);
    if (!(quiet && made.facts.length > 0)) expect(made.write()).toBe(true);
  } catch (error) {
    if (!(error instanceof VerbRefused)) throw error;
    // Whatever somebody has can be corrected, but for what was killed.
    expect(about.head === undefined || world.killed.has(which), error.message).toBe(true);
  }
}

async function takeBack(world: World, which: Which, verb: 'hold' | 'kill' | 'release'): Promise<void> {
  const { press, about } = await subject(world, which);
  try {
    if (verb === 'release') {
      await lift(press, about, FIRST, world.now);
      world.onHold.delete(which);
      return;
    }
    await recall(press, about, { verb, reason: 'A doubt about it.', by: FIRST }, world.now);
    world.onHold.add(which);
    if (verb === 'kill') world.killed.add(which);
  } catch (error) {
    if (!(error instanceof VerbRefused)) throw error;
  }
}

/** A person said that nothing more of what is under way leaves. */
async function cancelled(world: World, which: Which): Promise<void> {
  const { key } = RELEASES[which];
  world.stopped.delete(which);
  const head = (await world.ledger.heads()).find(({ publication }) => publication === key);
  world.waived.set(key, head?.revision ?? 0);
}

/** A worker claims some and marks them; only what is marked is in its hand. */
async function take(world: World, count: number): Promise<{ worker: number; claim: Claim }[]> {
  const { ledger, now } = world;
  const worker = await ledger.enlist('test', now + 600 * MINUTE);
  const claims = await ledger.claim(worker, count, now);
  const { marked } = await ledger.record(worker, [], claims, now);
  const taken = claims.filter((_, index) => marked[index]).map((claim) => ({ worker, claim }));
  for (const { claim } of taken) await mayLeave(world, claim);
  world.inHand.push(...taken);
  return taken;
}

/** What is handed over at this instant may be. */
async function mayLeave(world: World, { edition, address }: Claim): Promise<void> {
  const which = whichOf(edition);
  const letter = await world.ledger.letter(edition);
  const words = `${letter?.subject}\n${letter?.text}\n${letter?.html}`;
  const shown = world.versions.filter(({ word }) => words.includes(word));
  const said = `${edition} to ${address}`;
  expect(letter, said).toBeDefined();
  // A hold or a kill that comes after a stop is told all the same.
  const isNotice = world.onHold.has(which) && /^(hold|kill)\//.test(edition);
  if (!isNotice) expect(world.stopped.has(which), `${said} leaves after a stop`).toBe(false);
  expect(world.gone.has(readerOf(address)), `${said} leaves after its reader left`).toBe(false);
  if (world.onHold.has(which)) expect(shown, `${said} leaves after a hold or a kill`).toEqual([]);
  for (const { word } of shown) {
    // The words that were wrong are named in a correction; the text itself is that of an approved version.
    expect(world.cleared.get(word), `${said} shows ${word}`).toBeLessThanOrEqual(world.newest);
  }
}

async function deliver(world: World, verdicts: readonly VerdictKind[]): Promise<void> {
  const before = world.inHand;
  world.inHand = [];
  await take(world, verdicts.length);
  await answer(world, verdicts);
  world.inHand.push(...before);
}

/** The mail servers answer what is in hand, the oldest first. */
async function answer(world: World, verdicts: readonly VerdictKind[]): Promise<void> {
  const { ledger, now } = world;
  for (const kind of verdicts) {
    const first = world.inHand.shift();
    if (!first) return;
    const { edition, subscriber, address } = first.claim;
    const settlement = {
      edition,
      subscriber,
      verdict: { kind, response: kind },
      notBefore: now,
      attempt: true,
    };
    await ledger.record(first.worker, [settlement], [], now);
    if (kind !== 'accepted' && kind !== 'uncertain') continue;
    const reader = readerOf(address);
    const twice = world.had.filter((copy) => copy.reader === reader && copy.edition === edition);
    expect(twice, `${edition} reaches reader ${reader} twice`).toEqual([]);
    world.had.push({ reader, edition });
  }
}
