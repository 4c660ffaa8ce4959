/** Tells the time: epoch ms. Everything that needs the time takes one of these, or an instant, as an argument. */
export type Clock = () => number;

/** The machine's clock: the only place where the program looks at it. */
export const systemClock: Clock = () => new Date().getTime();
