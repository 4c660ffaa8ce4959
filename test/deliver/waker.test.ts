import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Waker } from '../../src/deliver/waker.ts';

it('wakes up whoever sleeps, and whoever goes to sleep after it was called', async () => {
  const waker = new Waker(Date.now);
  const sleeping = waker.sleep(undefined).then(() => 'woken up');
  waker.wake();
  expect(await sleeping).toBe('woken up');
  waker.wake();
  expect(await waker.sleep(undefined).then(() => 'not asleep')).toBe('not asleep');
  expect(await waker.sleep(1).then(() => 'slept enough')).toBe('slept enough');
});

it('wakes up once, however often it is called in one turn', async () => {
  const waker = new Waker(Date.now);
  const sleeping = waker.sleep(undefined);
  for (let call = 0; call < 3; call += 1) waker.wake();
  await sleeping;
  let isAwake = false;
  const again = waker.sleep(undefined).then(() => (isAwake = true));
  for (let turn = 0; turn < 5; turn += 1) await nextTurn();
  expect(isAwake).toBe(false);
  waker.wake();
  await again;
});
