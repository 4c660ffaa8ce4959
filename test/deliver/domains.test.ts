import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Bucket } from '../../src/deliver/bucket.ts';
import { Destination } from '../../src/deliver/destination.ts';
import { Domains } from '../../src/deliver/domains.ts';
import type { Handed } from '../../src/mail/courier.ts';

const MINUTE = 60_000;
const ok: Handed = { kind: 'accepted', response: '250 Ok', about: 'reader' };
const broken: Handed = {
  kind: 'deferred',
  response: 'It could not be handed to a: it broke off',
  about: 'relay',
};
const busy: Handed = { kind: 'deferred', response: '421 4.7.0 Too fast', about: 'relay' };

/** Domains at an instant, and a way to have one message answered. */
function someDomains(limits: ConstructorParameters<typeof Domains>[0] = {}) {
  const domains = new Domains(limits, () => 0);
  domains.look(0, 0);
  const answer = (name: string, handed: Handed) => {
    const destination = domains.destinationOf(`reader@${name}`);
    destination.begin(0);
    return domains.learn(destination, handed);
  };
  const ready = (name: string) => domains.isReady(domains.destinationOf(`reader@${name}`));
  return { domains, answer, ready };
}

describe('a domain', () => {
  it('is one, however its name is written', () => {
    const { domains } = someDomains();
    expect(domains.destinationOf('a@Example.ORG')).toBe(domains.destinationOf('"b@c"@example.org'));
  });

  it('is blamed for what is said of it while others work, and not before that is known', () => {
    const { domains, answer, ready } = someDomains();
    expect(answer('busy.example', busy)).toMatchObject({ isRelays: true, paused: [] });
    expect(domains.suspects).toEqual(['busy.example']);
    const { paused } = answer('one.example', ok);
    expect(paused).toMatchObject([
      { domain: 'busy.example', words: '421 4.7.0 Too fast', notBefore: MINUTE },
    ]);
    expect([ready('busy.example'), ready('one.example')]).toEqual([false, true]);
    expect(answer('other.example', busy)).toMatchObject({
      isRelays: false,
      paused: [{ domain: 'other.example' }],
    });
  });

  it('is not blamed for one broken connection, but for two with another’s success between them', () => {
    const { answer } = someDomains();
    answer('one.example', ok);
    expect(answer('down.example', broken).paused).toEqual([]);
    expect(answer('down.example', broken)).toMatchObject({ isRelays: true, paused: [] });
    answer('one.example', ok);
    expect(answer('down.example', broken)).toMatchObject({ isRelays: false, paused: [{ failures: 1 }] });
  });

  it('is not blamed for broken connections when another one has them too', () => {
    const { answer } = someDomains();
    answer('other.example', broken);
    for (const handed of [broken, ok, broken]) {
      const name = handed === ok ? 'one.example' : 'down.example';
      expect(answer(name, handed)).toMatchObject({ isRelays: true, paused: [] });
    }
  });

  it('whose copies end uncertain slows the mail server down as well', () => {
    const { answer } = someDomains();
    const unsure: Handed = { kind: 'uncertain', response: 'it broke off', about: 'relay' };
    answer('down.example', unsure);
    answer('one.example', ok);
    expect(answer('down.example', unsure)).toMatchObject({
      isRelays: true,
      paused: [{ domain: 'down.example' }],
    });
  });

  it('is forgiven by a success of its own', () => {
    const { domains, answer } = someDomains();
    for (const handed of [broken, ok, broken, ok]) answer('one.example', handed);
    expect(domains.suspects).toEqual([]);
  });

  it('that is paused has nothing counted against it for what was under way, and begins with one message', () => {
    const { domains, answer, ready } = someDomains();
    answer('one.example', ok);
    answer('busy.example', busy);
    expect(answer('busy.example', busy)).toEqual({ isRelays: false, paused: [], well: undefined });
    domains.look(MINUTE, MINUTE);
    expect(ready('busy.example')).toBe(true);
    domains.destinationOf('reader@busy.example').begin(MINUTE);
    expect(ready('busy.example')).toBe(false);
    const destination = domains.destinationOf('reader@busy.example');
    expect(domains.learn(destination, busy)).toMatchObject({
      isRelays: false,
      paused: [{ failures: 2, notBefore: 6 * MINUTE }],
    });
    domains.look(6 * MINUTE, 6 * MINUTE);
    expect(answer('busy.example', ok)).toMatchObject({ well: 'busy.example' });
  });

  it('that another program paused is paused here too', () => {
    const { domains, ready } = someDomains();
    domains.adopt([{ domain: 'busy.example', words: '421', failures: 2, since: 0, notBefore: 500 }]);
    expect(ready('busy.example')).toBe(false);
    domains.look(500, 500);
    expect(ready('busy.example')).toBe(true);
    domains.adopt([{ domain: 'one.example', words: '421', failures: 2, since: 0, notBefore: 1e12 }]);
    expect(ready('one.example'), 'a wrong clock wrote that').toBe(true);
  });

  it('with a limit takes up its connections by doubling; one without has what there is', () => {
    const { answer, domains, ready } = someDomains({ 'slow.example': { connections: 4 } });
    const destination = domains.destinationOf('a@slow.example');
    const widths = [1, 2, 4, 4].map(() => {
      let width = 0;
      for (; ready('slow.example'); width += 1) destination.begin(0);
      for (let open = width; open > 0; open -= 1) destination.undo();
      answer('slow.example', ok);
      return width;
    });
    expect(widths).toEqual([1, 2, 4, 4]);
    for (let open = 0; open < 100; open += 1) domains.destinationOf('a@one.example').begin(0);
    expect(ready('one.example')).toBe(true);
  });
});

/** One that had so many messages answered, one every so many ms. */
function served(count: number, every: number): Destination {
  const destination = new Destination('one.example', undefined);
  for (let done = 0; done < count; done += 1) {
    destination.begin(done * every);
    destination.end((done + 1) * every);
  }
  return destination;
}

describe('a destination is fast, and may have more than its share wait inside the courier,', () => {
  it('when some messages were answered one soon after another', () => {
    expect(served(30, 5).isFast(150)).toBe(true);
  });

  it('not before that is known, not when it is slow, and no more once it falls silent', () => {
    expect(served(10, 5).isFast(50)).toBe(false);
    expect(served(30, 100).isFast(3000)).toBe(false);
    expect(served(500, 5).isFast(2500 + 1001)).toBe(false);
  });
});

describe('a pace of messages a second', () => {
  it('is never passed by more than a tenth of a second saves up, whenever it is asked', () => {
    const steps = fc.array(fc.integer({ min: -50, max: 400 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(fc.constantFrom(0.5, 3, 40, 2000), steps, (perSecond, gaps) => {
        const bucket = new Bucket(perSecond);
        let now = 0;
        let forward = 0;
        let sent = 0;
        for (const gap of gaps) {
          now += gap;
          forward += Math.max(0, gap);
          for (; bucket.wait(now) === 0; sent += 1) bucket.take();
        }
        expect(sent).toBeLessThanOrEqual(1 + (forward / 1000) * perSecond + Math.max(1, perSecond / 10));
      }),
    );
  });

  it('lets one go as soon as it says', () => {
    const bucket = new Bucket(3);
    bucket.wait(1000);
    bucket.take();
    const wait = bucket.wait(1000);
    expect(wait).toBe(334);
    expect(bucket.wait(1000 + wait)).toBe(0);
  });
});
