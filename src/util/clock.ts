/** Tells the time: epoch ms. Everything that needs the time takes one of these, or an instant, as an argument. */
export type Clock = () => number;

/** The machine's clock: the only place where the program looks at it. */
export const systemClock: Clock = () => new Date().getTime();

/** Numbers from 0 up to 1 that nobody can foretell: the only place where the program asks for chance. */
export const systemRandom = (): number => Math.random();
