import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { Destination } from '../../src/deliver/destination.ts';
import { Supply, type Bound } from '../../src/deliver/supply.ts';
import { FRIDAY } from '../support/shelf.ts';
import { aStage, DIGEST } from './stage.ts';

const isEven = ({ claim }: Bound) => /[02468]@/.test(claim.address);
const destinationOf = () => new Destination('example.org', undefined);

describe('a supply of claims', () => {
  it('is given back when something changed, and asked for as it stands then', async () => {
    const { ledger } = await aStage(5);
    const supply = new Supply(ledger, destinationOf, 9);
    supply.enlist(await ledger.enlist('a', FRIDAY));
    expect(await supply.more(9, FRIDAY)).toBe(true);
    expect(supply.take()?.claim.subscriber).toBe(1);
    await ledger.stopMailing(DIGEST, 'because', FRIDAY);
    await supply.lookAgain();
    expect(await supply.more(9, FRIDAY)).toBe(false);
    expect(supply.isDry).toBe(true);
  });

  it('stays in hand while the ledger cannot be written', async () => {
    const { database, connect } = await aStage(5);
    const ledger = await connect({ patience: 0 });
    const supply = new Supply(ledger, destinationOf, 9);
    supply.enlist(await ledger.enlist('a', FRIDAY));
    await supply.more(9, FRIDAY);
    const other = new DatabaseSync(database);
    other.exec('BEGIN IMMEDIATE');
    await supply.lookAgain();
    other.close();
    expect(supply.take()?.claim.subscriber).toBe(1);
  });

  it('gives the first that fits, as long as there is one', async () => {
    const { ledger } = await aStage(4);
    const [odd, even] = [
      new Destination('odd.example', undefined),
      new Destination('even.example', undefined),
    ];
    const supply = new Supply(ledger, (address) => (/[13579]@/.test(address) ? odd : even), 9);
    supply.enlist(await ledger.enlist('a', FRIDAY));
    await supply.more(9, FRIDAY);
    const takeOf = (wanted: Destination) => supply.take((destination) => destination === wanted);
    const evens = supply.claims.filter(isEven).map(({ claim }) => claim.subscriber);
    const first = takeOf(even);
    expect(first?.claim.subscriber).toBe(evens[0]);
    expect(takeOf(even)?.claim.subscriber).toBe(evens[1]);
    expect(takeOf(even)).toBeUndefined();
    if (first) supply.putBack(first);
    expect(takeOf(even)).toBe(first);
    expect(takeOf(odd)?.destination).toBe(odd);
  });
});
