import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { returnPathIn } from '../../src/audience/return-path.ts';
import { signToken, type Keys } from '../../src/audience/tokens.ts';

const KEY = new Uint8Array(32).fill(7);
const KEYS: Keys = [KEY];
const TOKEN = signToken(KEY, 'bounce', 4711, 12);
const FOUND = { subscriber: 4711, mailing: 12 };

describe('a return path of ours', () => {
  it.each([
    `bounces+${TOKEN}@newsroom.example.gov`,
    `<bounces+${TOKEN}@newsroom.example.gov>`,
    `"Desk" <BOUNCES+${TOKEN.toUpperCase()}@NEWSROOM.EXAMPLE.GOV>`,
    `bounces=${TOKEN}@newsroom.example.gov`,
    `bounces-${TOKEN}@newsroom.example.gov`,
    `SRS0=HHHH=TT=newsroom.example.gov=bounces+${TOKEN}@forwarder.example.org`,
    `SRS1=HHH=other.example=HHHH=TT=newsroom.example.gov=bounces+${TOKEN}@forwarder.example.org`,
    `prvs=1234567890=bounces+${TOKEN}@newsroom.example.gov`,
    `bounces+${TOKEN}=newsroom.example.gov@relay.example.org`,
    `from a.example.org by b.example.org for <bounces+${TOKEN}@newsroom.example.gov>; Fri`,
  ])('is found in %s', (text) => {
    expect(returnPathIn(KEYS, text)).toEqual(FOUND);
  });

  it('is found with an older key, and behind words that only look like one', () => {
    const text = `a+${'a'.repeat(26)}@x.example bounces+${TOKEN}@x.example`;
    expect(returnPathIn([new Uint8Array(32), KEY], text)).toEqual(FOUND);
  });

  it('is no token for something else, and none that was changed or made up', () => {
    const other = Buffer.from(signToken(KEY, 'unsubscribe', 4711)).toString();
    expect(returnPathIn(KEYS, `bounces+${other}@x.example`)).toBeUndefined();
    fc.assert(
      fc.property(
        fc.nat(25),
        fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz234567'.split('')),
        (at, letter) => {
          const changed = TOKEN.slice(0, at) + letter + TOKEN.slice(at + 1);
          const found = returnPathIn(KEYS, `bounces+${changed}@x.example`);
          expect(found).toEqual(changed === TOKEN ? FOUND : undefined);
        },
      ),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(returnPathIn(KEYS, text)).toBeUndefined();
      }),
    );
  });
});
