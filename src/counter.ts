import { join } from 'node:path';
import { canonicalAddress } from './audience/address.ts';
import { openKeys } from './audience/key-file.ts';
import { readConfirmToken } from './audience/links.ts';
import { addressMark } from './audience/mark.ts';
import { signToken, verifyToken } from './audience/tokens.ts';
import type { Config } from './config/config.ts';
import type { Dossier, Ledger } from './ledger/ledger.ts';
import { durationMs } from './model/duration.ts';
import type { Newsroom } from './model/newsroom.ts';
import type { Subscriber } from './model/subscriber.ts';
import { dateIn } from './model/when.ts';
import { dossierOf, forgetPerson } from './people.ts';
import type { Choice, Counter, Found, Held, Offer, Pending } from './site/counter.ts';
import { systemRandom, type Clock } from './util/clock.ts';
import { masked } from './util/mask.ts';
import { gatherer } from './util/together.ts';

const DAY = 24 * 3_600_000;
/** More of one kind than anybody has. */
const MOST = 10_000;

export type CounterOptions = {
  config: Config;
  ledger: Ledger;
  clock: Clock;
  /** Told when a mail to one person was put up, so that it need not wait to be found. */
  onPosted?: () => void;
};

/** The counter over an open ledger and the keys of the newsroom. Throws KeyError. */
export function openCounter({ config, ledger, clock, onPosted }: CounterOptions): Counter {
  const { newsroom, paths } = config;
  const { confirmWithin, perAddress } = newsroom.signUp;
  const { zone } = newsroom.newsroom;
  const keys = openKeys(join(paths.var, 'key'));
  const markOf = (address: string) => addressMark(keys(), address);
  const subjectOf = (purpose: 'unsubscribe' | 'preferences', token: string) =>
    verifyToken(keys(), purpose, token)?.subject;
  const leaveTogether = gatherer((ids: readonly number[]) => ledger.leaveTogether(ids, 'asked', clock()));

  const ask = async (address: string, { topics, language }: Choice, subscriber?: number): Promise<void> => {
    const at = clock();
    const kind = subscriber === undefined ? 'join' : 'move';
    await ledger.ask(
      {
        kind,
        address,
        topics,
        language,
        askedAt: at,
        until: at + durationMs(confirmWithin),
        ...(subscriber === undefined ? {} : { subscriber }),
      },
      { most: perAddress, since: at - DAY },
    );
    onPosted?.();
  };

  /** The request of a token, unless it is not the very one any more. */
  const requestOf = async (token: string) => {
    const named = readConfirmToken(keys(), token);
    const request = named && (await ledger.request(named.id));
    return request && named.isOf(request) ? request : undefined;
  };

  const pending = async (token: string): Promise<Pending> => {
    const request = await requestOf(token);
    if (!request) return { state: 'over' };
    const { kind, address, topics, language } = request;
    if (request.doneAt === undefined) {
      return request.until < clock()
        ? { state: 'over' }
        : { state: 'waiting', kind, address, topics, language };
    }
    const member = await ledger.memberOf(address);
    if (!member) return { state: 'over' };
    const preferences = signToken(keys()[0], 'preferences', member.id);
    return { state: 'done', kind, address: member.address, language: member.language, preferences };
  };

  const found = async <T>(
    id: number | undefined,
    tell: (member: Subscriber) => T,
  ): Promise<Found<T> | undefined> => {
    if (id === undefined) return undefined;
    const member = await ledger.member(id);
    return member ? { state: 'member', person: tell(member) } : { state: 'gone' };
  };

  const leave = async (id: number | undefined): Promise<boolean> => {
    if (id === undefined) return false;
    await leaveTogether(id);
    return true;
  };

  return {
    offer: offerOf(newsroom),
    formToken: () => signToken(keys()[0], 'form', clock(), Math.floor(systemRandom() * 2 ** 32)),
    formAge(token) {
      const form = verifyToken(keys(), 'form', token);
      return form && clock() - form.subject;
    },
    address: canonicalAddress,
    signUp: (address, choice) => ask(address, choice),
    pending,
    async confirm(token) {
      const request = await requestOf(token);
      if (!request) return 'over';
      const day = dateIn(clock(), zone);
      const before = request.subscriber === undefined ? undefined : await ledger.member(request.subscriber);
      const consent =
        request.kind === 'join' ? `sign-up form ${day}` : `${firstConsent(before)}; new address ${day}`;
      if (await ledger.confirm(request.id, consent, clock(), markOf)) return 'done';
      const isTaken = request.kind === 'move' && before && request.until >= clock();
      return isTaken ? 'taken' : 'over';
    },
    person: (token) =>
      found(subjectOf('preferences', token), ({ address, topics, language, confirmedAt, consent }) => ({
        address,
        topics,
        language,
        confirmedAt,
        consent,
      })),
    async choose(token, { topics, language }) {
      const id = subjectOf('preferences', token);
      return id !== undefined && ledger.choose(id, topics, language);
    },
    async move(token, address) {
      const id = subjectOf('preferences', token);
      const member = id === undefined ? undefined : await ledger.member(id);
      if (!member) return false;
      await ask(address, member, member.id);
      return true;
    },
    async dataOf(token) {
      const id = subjectOf('preferences', token);
      const member = id === undefined ? undefined : await ledger.member(id);
      return member && printable(member, await dossierOf(config, ledger, member.address, MOST));
    },
    leave: (token) => leave(subjectOf('preferences', token)),
    async forget(token) {
      const id = subjectOf('preferences', token);
      if (id === undefined) return false;
      const member = await ledger.member(id);
      if (member) await forgetPerson(config, ledger, member.address, clock());
      return true;
    },
    reader: (token) =>
      found(subjectOf('unsubscribe', token), ({ address, language }) => ({
        address: masked(address),
        language,
      })),
    unsubscribe: (token) => leave(subjectOf('unsubscribe', token)),
  };
}

/** The consent without what later changes of the address added to it. */
function firstConsent(member: Subscriber | undefined): string {
  return member?.consent.split('; new address', 1)[0] ?? '';
}

/** Only areas of which this newsroom may publish are offered: nothing would ever come of the others. */
function offerOf({ newsroom, digest, kinds, areas, signUp, mail }: Newsroom): Offer {
  const own = newsroom.language;
  const others = signUp.languages.filter((language) => language !== own);
  return {
    name: newsroom.name,
    short: newsroom.short,
    digest: digest.name,
    every: digest.cadence.every,
    kinds: Object.entries(kinds).map(([id, { plural }]) => ({ topic: `kind:${id}`, name: plural })),
    areas: Object.entries(areas)
      .filter(([, { mayRelease }]) => mayRelease)
      .map(([id, { name }]) => ({ topic: `area:${id}`, name })),
    languages: [own, ...others],
    confirmWithin: durationMs(signUp.confirmWithin),
    contact: mail.replyTo,
    zone: newsroom.zone,
  };
}

function printable(member: Subscriber, dossier: Dossier): Held {
  const { person, deliveries, requests, notices, returns } = dossier;
  return {
    address: member.address,
    topics: member.topics,
    language: member.language,
    confirmed: iso(member.confirmedAt),
    consent: member.consent,
    bounces: Math.round((person?.health.score ?? 0) * 100) / 100,
    requests: requests.map(({ kind, topics, askedAt, doneAt }) => ({
      at: iso(askedAt),
      kind,
      topics,
      confirmed: doneAt === undefined ? '' : iso(doneAt),
    })),
    mails: deliveries.map(({ edition, state, response, beganAt }) => ({
      at: iso(beganAt),
      what: edition,
      state,
      answer: response,
    })),
    notices: notices.map(({ kind, state, response, postedAt }) => ({
      at: iso(postedAt),
      kind,
      state,
      answer: response,
    })),
    returns: returns.map(({ at, kind, status, words }) => ({ at: iso(at), kind, status, words })),
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
