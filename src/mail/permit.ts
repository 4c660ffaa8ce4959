import type { Permit } from './courier.ts';

/** Asks for the permit. One that cannot be given is not given: whatever it throws counts as no. */
export async function given(permit: Permit): Promise<boolean> {
  try {
    return await permit();
  } catch {
    return false;
  }
}
