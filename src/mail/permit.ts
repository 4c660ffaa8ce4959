import type { Permit } from './courier.ts';

/** Asks for the permit and tells the answer. One that cannot be given is not given: whatever it throws counts as no. */
export function ask(permit: Permit, answer: (permitted: boolean) => void): void {
  try {
    permit().then(answer, () => answer(false));
  } catch {
    answer(false);
  }
}

/** `ask`, as a promise that never rejects. */
export function given(permit: Permit): Promise<boolean> {
  return new Promise((answer) => ask(permit, answer));
}
