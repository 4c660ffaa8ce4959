import type { Chance } from './chance.ts';

/** What happens to one message, from RCPT on. */
const TURNS = {
  accept: 800,
  'accept late': 40,
  'refuse at RCPT': 8,
  'refuse after the dot': 6,
  'put off at RCPT': 25,
  'put off at DATA': 6,
  'put off after the dot': 10,
  'close at RCPT': 3,
  'close after the dot': 3,
  'drop at RCPT': 4,
  'drop at DATA': 4,
  'drop in the body': 5,
  'drop after the dot': 4,
  'take and drop': 4,
  stall: 1,
  'stall in the body': 1,
  'take and stall': 1,
};
export type Turn = keyof typeof TURNS;

/** How a connection begins. */
const GREETINGS = { well: 92, late: 4, drop: 1, close: 1, 'drop at EHLO': 1, 'close at EHLO': 1 };

/** What it offers, and whether that is true. */
const OFFERS = { pipelining: 60, nothing: 32, 'a lie that loses': 4, 'a lie that hangs up': 4 };

const ENVELOPES = { well: 985, late: 5, drop: 5, close: 5 };

/** What the server does, drawn from the seed for each connection and each try of each reader. */
export type Mood = {
  greeting: (connection: number) => keyof typeof GREETINGS;
  offer: (connection: number) => keyof typeof OFFERS;
  /** What MAIL is answered. */
  envelope: (connection: number, message: number) => keyof typeof ENVELOPES;
  turn: (reader: string, attempt: number) => Turn;
  /** How long it waits for the next message before it closes the connection, ms. */
  idle: (connection: number) => number | undefined;
  /** How long it thinks before it answers the final dot, and when it is late, ms. */
  thinks: (reader: string, attempt: number) => number;
  late: (reader: string, attempt: number) => number;
};

/** From this try on a reader's server is in a good mood, so that everything comes to an end. */
const ENOUGH = 4;

/** A server that does everything that servers do, most of it well; it knows nothing of one reader in thirty. */
export function troubled(chance: Chance): Mood {
  return {
    ...calm(chance),
    greeting: (connection) => chance.of('greeting', connection).weigh(GREETINGS),
    offer: (connection) => chance.of('offer', connection).weigh(OFFERS),
    envelope: (connection, message) => chance.of('envelope', connection, message).weigh(ENVELOPES),
    turn(reader, attempt) {
      if (chance.of('unknown', reader).number() < 1 / 30) return 'refuse at RCPT';
      return attempt >= ENOUGH ? 'accept' : chance.of('turn', reader, attempt).weigh(TURNS);
    },
    idle(connection) {
      const draw = chance.of('idle', connection);
      return draw.number() < 0.1 ? draw.between(1, 200) : undefined;
    },
  };
}

/** A server that takes everything, in its own time. */
export function calm(chance: Chance): Mood {
  return {
    greeting: () => 'well',
    offer: (connection) => (chance.of('offer', connection).number() < 0.5 ? 'pipelining' : 'nothing'),
    envelope: () => 'well',
    turn: () => 'accept',
    idle: () => undefined,
    thinks: (reader, attempt) => chance.of('thinks', reader, attempt).between(0, 6),
    late: (reader, attempt) => chance.of('late', reader, attempt).between(20, 150),
  };
}
