import type { Socket } from 'node:net';

/** What the server does at one point: answers with this line (or these), or says something unfinished, and may hang up. */
export type Step = string | { say: string; hangUp: boolean };

export const DROP: Step = { say: '', hangUp: true };
export const SILENCE: Step = { say: '', hangUp: false };

/** What it does at each point; what is not named goes well. */
export type Script = {
  greeting?: Step;
  EHLO?: Step;
  AUTH?: Step;
  MAIL?: Step;
  RCPT?: Step;
  DATA?: Step;
  /** As soon as the first byte of a message arrives; what follows, up to a final dot, is then thrown away. */
  body?: Step;
  /** After the final dot. */
  dot?: Step;
  /** At MAIL, when this connection has carried a message before. */
  again?: Step;
  RSET?: Step;
};

/** How it behaves whatever it says. */
export type Manner = {
  pipelining?: boolean;
  /** `bytewise`: every byte for itself; `joined`: all answers to what came together in one breath; `late`: after 30 ms. */
  speaks?: 'bytewise' | 'joined' | 'late';
  /** It offers PIPELINING and cannot do it: what came along with the first command is lost, or it hangs up. */
  lies?: 'drops' | 'hangs up';
  /** What it does with commands that came along with a final dot, once it has answered that. */
  afterDot?: 'drops' | 'hangs up';
};

/** One message as it arrived, dots unstuffed; `answer` is what was said to it. */
export type Arrival = { from: string; to: string[]; bytes: Buffer; answer: Step };

const EHLO = '250-scripted.example\r\n250 SIZE 50000000';
const WELL = {
  greeting: '220 scripted.example ESMTP',
  EHLO,
  AUTH: '235 2.7.0 Welcome',
  MAIL: '250 2.1.0 Ok',
  RCPT: '250 2.1.5 Ok',
  DATA: '354 Go ahead',
  body: '',
  dot: '250 2.0.0 Ok: queued',
  again: '250 2.1.0 Ok',
  RSET: '250 2.0.0 Ok',
};
const DOT = Buffer.from('\r\n.\r\n');

export class Session {
  readonly #socket: Socket;
  readonly #script: Script | ((recipient: string) => Script);
  readonly #manner: Manner;
  readonly #arrivals: Arrival[];
  readonly #commands: string[];
  #buffer = Buffer.alloc(0);
  #inBody = false;
  #begun = false;
  #wasted = false;
  /** It fell silent after a message: what comes behind the final dot is not answered before that is. */
  #hangs = false;
  #from = '';
  #to: string[] = [];
  /** Ends of messages that were seen, also of those that are thrown away. */
  dots = 0;
  /** Final dots that commands came along with. */
  followed = 0;
  #said = '';

  constructor(
    socket: Socket,
    script: Script | ((recipient: string) => Script),
    manner: Manner,
    arrivals: Arrival[],
    commands: string[],
  ) {
    this.#socket = socket;
    this.#script = script;
    this.#manner = manner;
    this.#arrivals = arrivals;
    this.#commands = commands;
    socket.on('data', (chunk) => {
      this.#buffer = Buffer.concat([this.#buffer, chunk]);
      this.#read();
    });
  }

  /** How much of a message is here, bytes, while it has not ended. */
  get held(): number {
    return this.#inBody ? this.#buffer.length : 0;
  }

  greet(): void {
    this.#do(this.#step('greeting'));
  }

  /** What it fell silent about is answered from outside: it reads on. */
  wake(): void {
    this.#hangs = false;
    this.#read();
  }

  #step(point: keyof Script): Step {
    const script = typeof this.#script === 'function' ? this.#script(this.#to.at(-1) ?? '') : this.#script;
    const step = script[point];
    if (step !== undefined) return step;
    if (point === 'EHLO' && (this.#manner.pipelining || this.#manner.lies))
      return EHLO.replace('250 ', '250-PIPELINING\r\n250 ');
    return point === 'DATA' && this.#to.length === 0 ? '554 5.5.1 No valid recipients' : WELL[point];
  }

  #do(step: Step): void {
    if (typeof step === 'string') this.#say(`${step}\r\n`);
    else if (step.hangUp && step.say === '') this.#socket.destroy();
    else if (step.hangUp) this.#socket.end(step.say);
    else this.#say(step.say);
  }

  /** In the order in which it was said, whatever the manner of saying it. */
  #say(words: string): void {
    const { speaks } = this.#manner;
    this.#said += words;
    if (speaks === undefined) this.#utter(this.#said.length);
    else if (speaks === 'joined') setImmediate(() => this.#utter(this.#said.length));
    else if (speaks === 'late') setTimeout(() => this.#utter(words.length), 30);
    else for (let byte = 0; byte < words.length; byte += 1) setTimeout(() => this.#utter(1), byte);
  }

  #utter(length: number): void {
    if (length > 0 && this.#socket.writable) this.#socket.write(this.#said.slice(0, length));
    this.#said = this.#said.slice(length);
  }

  #read(): void {
    while (!this.#socket.destroyed && !this.#hangs) {
      if (this.#inBody) {
        if (!this.#body()) return;
      } else {
        const end = this.#buffer.indexOf('\r\n');
        if (end === -1) return;
        const line = this.#buffer.subarray(0, end).toString();
        this.#buffer = this.#buffer.subarray(end + 2);
        this.#command(line);
        if (this.#manner.lies && this.#buffer.length > 0) this.#loseRest();
      }
    }
  }

  #loseRest(): void {
    this.#buffer = Buffer.alloc(0);
    if (this.#manner.lies === 'hangs up') this.#socket.destroy();
  }

  #command(line: string): void {
    this.#commands.push(line);
    const verb = line.slice(0, 4).toUpperCase();
    const address = /<([^>]*)>/.exec(line)?.[1] ?? '';
    if (verb === 'QUIT') return void this.#socket.end('221 Bye\r\n');
    if (verb === 'MAIL') {
      this.#from = address;
      this.#to = [];
    }
    if (!isCommand(verb)) return this.#do('502 5.5.1 Not here');
    if (verb === 'RCPT') this.#to.push(address);
    const step = this.#step(verb === 'MAIL' && this.dots > 0 ? 'again' : verb);
    if (verb === 'RCPT' && !(typeof step === 'string' && step.startsWith('2'))) this.#to.pop();
    if (verb === 'DATA') this.#inBody = typeof step === 'string' && step.startsWith('354');
    this.#begun = false;
    this.#do(step);
  }

  /** True when the message is complete and commands follow. */
  #body(): boolean {
    if (this.#buffer.length > 0 && !this.#begun) {
      this.#begun = true;
      const step = this.#step('body');
      this.#wasted = step !== '';
      if (step === SILENCE) this.#socket.pause();
      if (this.#wasted) this.#do(step);
    }
    // An empty message is a dot alone.
    const empty = this.#buffer.subarray(0, 3).equals(DOT.subarray(2));
    const end = empty ? -2 : this.#buffer.indexOf(DOT);
    if (end === -1) {
      if (this.#wasted) this.#buffer = this.#buffer.subarray(1 - DOT.length);
      return false;
    }
    const bytes = Buffer.from(
      this.#buffer
        .subarray(0, end + 2)
        .toString('latin1')
        .replace(/^\./gm, ''),
      'latin1',
    );
    this.#buffer = this.#buffer.subarray(end + DOT.length);
    this.#inBody = false;
    this.dots += 1;
    if (this.#wasted) return true;
    const answer = this.#step('dot');
    this.#arrivals.push({ from: this.#from, to: this.#to, bytes, answer });
    this.#hangs = answer === SILENCE;
    this.#do(answer);
    if (this.#buffer.length > 0) {
      this.followed += 1;
      if (this.#manner.afterDot) this.#buffer = Buffer.alloc(0);
      if (this.#manner.afterDot === 'hangs up') this.#socket.end();
    }
    return true;
  }
}

const COMMANDS = ['EHLO', 'AUTH', 'MAIL', 'RCPT', 'DATA', 'RSET'] as const;

function isCommand(verb: string): verb is (typeof COMMANDS)[number] {
  return COMMANDS.some((command) => command === verb);
}
