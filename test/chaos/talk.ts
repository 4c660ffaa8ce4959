import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Intake } from './intake.ts';
import type { Mood, Turn } from './mood.ts';
import type { Book } from './server.ts';

/** One connection to the server, from its greeting to its end. */
export class Talk {
  readonly #socket: Socket;
  readonly #intake: Intake;
  readonly #number: number;
  readonly #mood: Mood;
  readonly #book: Book;
  #messages = 0;
  #reader = '';
  #attempt = 0;
  #turn: Turn = 'accept';
  #expected = false;
  /** True once nothing more is read, whatever still comes. */
  #over = false;

  constructor(socket: Socket, number: number, mood: Mood, book: Book) {
    this.#socket = socket;
    this.#intake = new Intake(socket);
    this.#number = number;
    this.#mood = mood;
    this.#book = book;
  }

  async go(): Promise<void> {
    const greeting = this.#mood.greeting(this.#number);
    if (greeting === 'drop') return this.#drop();
    if (greeting === 'close') return this.#close();
    if (greeting === 'late') await sleep(this.#mood.late('greeting', this.#number));
    this.#say('220 chaos.example ESMTP');
    while (!this.#over) {
      const line = await this.#intake.line(this.#messages > 0 ? this.#mood.idle(this.#number) : undefined);
      if (line === undefined) return this.#close();
      await this.#command(line);
    }
  }

  async #command(line: string): Promise<void> {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') this.#hello();
    else if (verb === 'MAIL') await this.#mail();
    else if (verb === 'RCPT') await this.#rcpt(/<([^>]*)>/.exec(line)?.[1] ?? '');
    else if (verb === 'DATA') await this.#data();
    else if (verb === 'RSET') this.#say('250 2.0.0 Ok');
    else if (verb === 'QUIT') this.#socket.end('221 2.0.0 Bye\r\n');
    else this.#say('502 5.5.1 Not here');
  }

  #hello(): void {
    const greeting = this.#mood.greeting(this.#number);
    if (greeting === 'drop at EHLO') return this.#drop();
    if (greeting === 'close at EHLO') return this.#close();
    const offers = this.#mood.offer(this.#number) === 'nothing' ? '' : '250-PIPELINING\r\n';
    this.#say(`250-chaos.example\r\n${offers}250 SIZE 50000000`);
  }

  async #mail(): Promise<void> {
    const envelope = this.#mood.envelope(this.#number, this.#messages);
    this.#messages += 1;
    this.#expected = false;
    this.#book.tell('MAIL', '');
    if (envelope === 'drop') return this.#drop();
    if (envelope === 'close') return this.#close();
    if (envelope === 'late') await sleep(this.#mood.late('envelope', this.#number));
    this.#say('250 2.1.0 Ok');
    const offer = this.#mood.offer(this.#number);
    if (!offer.startsWith('a lie') || !this.#intake.lose()) return;
    if (offer === 'a lie that hangs up') this.#drop();
  }

  async #rcpt(reader: string): Promise<void> {
    const { named, tell } = this.#book;
    this.#reader = reader;
    this.#attempt = named.get(reader) ?? 0;
    named.set(reader, this.#attempt + 1);
    this.#turn = this.#mood.turn(reader, this.#attempt);
    tell('RCPT', reader);
    if (this.#turn === 'refuse at RCPT') this.#say(`550 5.1.1 <${reader}> unknown`);
    else if (this.#turn === 'put off at RCPT') this.#say('450 4.2.0 Greylisted');
    else if (this.#turn === 'close at RCPT') this.#close();
    else if (this.#turn === 'drop at RCPT') this.#drop();
    else if (this.#turn === 'stall') await this.#stall();
    else {
      this.#expected = true;
      this.#say('250 2.1.5 Ok');
    }
  }

  async #data(): Promise<void> {
    this.#book.tell('DATA', this.#reader);
    if (!this.#expected && this.#attempt % 2 === 0) return this.#say('554 5.5.1 No valid recipients');
    if (this.#turn === 'drop at DATA') return this.#drop();
    if (this.#turn === 'put off at DATA') return this.#say('452 4.3.1 No room just now');
    // A message for nobody is asked for all the same by some servers (RFC 2920 §3.1).
    this.#say('354 Go ahead');
    if (!(await this.#intake.begun())) return;
    this.#book.tell('body', this.#reader);
    // By the time that it hears of this, the program may have sent the dot.
    if (this.#turn.endsWith('in the body')) this.#book.unanswered += 1;
    if (this.#turn === 'drop in the body') return this.#drop();
    if (this.#turn === 'stall in the body') return this.#stall();
    const message = await this.#intake.message();
    if (message) await this.#dot(message);
  }

  async #dot(message: Buffer): Promise<void> {
    const { taken, wrong, tell } = this.#book;
    const reader = this.#reader;
    const turn = this.#turn;
    const isTaken = turn.startsWith('accept') || turn.startsWith('take');
    if (!this.#expected || !message.includes(`To: ${reader}\r\n`)) wrong.push(reader);
    if (isTaken) taken.set(reader, (taken.get(reader) ?? 0) + 1);
    tell('dot', reader);
    await sleep(this.#mood.thinks(reader, this.#attempt));
    if (turn === 'accept late') await sleep(this.#mood.late(reader, this.#attempt));
    if (turn === 'refuse after the dot') return this.#say('552 5.2.2 The mailbox is full');
    if (turn === 'put off after the dot') return this.#say('451 4.3.0 Not now');
    if (turn === 'close after the dot') return this.#close();
    if (!turn.startsWith('accept')) this.#book.unanswered += 1;
    if (turn.endsWith('stall')) return this.#stall();
    if (turn.includes('drop')) return this.#drop();
    this.#say('250 2.0.0 Ok: queued');
    tell('answered', reader);
  }

  async #stall(): Promise<void> {
    this.#over = true;
    await this.#intake.end();
  }

  #say(words: string): void {
    if (this.#socket.writable) this.#socket.write(`${words}\r\n`);
  }

  #drop(): void {
    this.#over = true;
    this.#socket.destroy();
  }

  #close(): void {
    this.#over = true;
    if (this.#socket.writable) this.#socket.end('421 4.3.2 Closing\r\n');
  }
}
