import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** What the server does at one point: answers with this line (or these), or says something unfinished and hangs up. */
export type Step = string | { say: string; hangUp: boolean };

export const DROP: Step = { say: '', hangUp: true };
export const SILENCE: Step = { say: '', hangUp: false };

/** What it does at each point; what is not named goes well. */
export type Script = {
  greeting?: Step;
  EHLO?: Step;
  MAIL?: Step;
  RCPT?: Step;
  DATA?: Step;
  /** As soon as the first byte of a message arrives; what follows, up to a final dot, is then thrown away. */
  body?: Step;
  /** After the final dot. */
  dot?: Step;
  RSET?: Step;
};

/** One message as it arrived, dots unstuffed; `answer` is what was said to it. */
export type Arrival = { from: string; to: string[]; bytes: Buffer; answer: Step };

const EHLO = '250-scripted.example\r\n250 SIZE 50000000';
const WELL = {
  greeting: '220 scripted.example ESMTP',
  EHLO,
  MAIL: '250 2.1.0 Ok',
  RCPT: '250 2.1.5 Ok',
  DATA: '354 Go ahead',
  body: '',
  dot: '250 2.0.0 Ok: queued',
  RSET: '250 2.0.0 Ok',
};
const DOT = Buffer.from('\r\n.\r\n');

export type ScriptedSmtp = { url: string; arrivals: Arrival[]; commands: string[]; sessions: () => number };

/**
 * A mail server on loopback that does exactly what the script says and keeps what arrived. The script may depend on the
 * recipient. It ends with the test; one that runs beside others brings its own `atEnd`.
 */
export async function scriptedSmtp(
  script: Script | ((recipient: string) => Script),
  pipelining = false,
  atEnd: typeof onTestFinished = onTestFinished,
): Promise<ScriptedSmtp> {
  const sockets = new Set<Socket>();
  const arrivals: Arrival[] = [];
  const commands: string[] = [];
  let sessions = 0;
  const server = createServer((socket) => {
    sessions += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    new Session(socket, script, pipelining, arrivals, commands).greet();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `smtp://127.0.0.1:${port}`, arrivals, commands, sessions: () => sessions };
}

class Session {
  readonly #socket: Socket;
  readonly #script: Script | ((recipient: string) => Script);
  readonly #pipelining: boolean;
  readonly #arrivals: Arrival[];
  readonly #commands: string[];
  #buffer = Buffer.alloc(0);
  #inBody = false;
  #begun = false;
  #wasted = false;
  #from = '';
  #to: string[] = [];

  constructor(
    socket: Socket,
    script: Script | ((recipient: string) => Script),
    pipelining: boolean,
    arrivals: Arrival[],
    commands: string[],
  ) {
    this.#socket = socket;
    this.#script = script;
    this.#pipelining = pipelining;
    this.#arrivals = arrivals;
    this.#commands = commands;
    socket.on('data', (chunk) => {
      this.#buffer = Buffer.concat([this.#buffer, chunk]);
      this.#read();
    });
  }

  greet(): void {
    this.#do(this.#step('greeting'));
  }

  #step(point: keyof Script): Step {
    const script = typeof this.#script === 'function' ? this.#script(this.#to.at(-1) ?? '') : this.#script;
    const step = script[point];
    if (step !== undefined) return step;
    if (point === 'EHLO' && this.#pipelining) return EHLO.replace('250 ', '250-PIPELINING\r\n250 ');
    return point === 'DATA' && this.#to.length === 0 ? '554 5.5.1 No valid recipients' : WELL[point];
  }

  #do(step: Step): void {
    if (typeof step === 'string') this.#socket.write(`${step}\r\n`);
    else if (step.hangUp && step.say === '') this.#socket.destroy();
    else if (step.hangUp) this.#socket.end(step.say);
  }

  #read(): void {
    while (!this.#socket.destroyed) {
      if (this.#inBody) {
        if (!this.#body()) return;
      } else {
        const end = this.#buffer.indexOf('\r\n');
        if (end === -1) return;
        const line = this.#buffer.subarray(0, end).toString();
        this.#buffer = this.#buffer.subarray(end + 2);
        this.#command(line);
      }
    }
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
    if (verb !== 'EHLO' && verb !== 'MAIL' && verb !== 'RCPT' && verb !== 'DATA' && verb !== 'RSET') {
      return this.#do('502 5.5.1 Not here');
    }
    if (verb === 'RCPT') this.#to.push(address);
    const step = this.#step(verb);
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
    const end = this.#buffer.indexOf(DOT);
    if (end === -1) return false;
    const bytes = Buffer.from(
      this.#buffer
        .subarray(0, end + 2)
        .toString('latin1')
        .replace(/^\./gm, ''),
      'latin1',
    );
    this.#buffer = this.#buffer.subarray(end + DOT.length);
    this.#inBody = false;
    if (this.#wasted) return true;
    const answer = this.#step('dot');
    this.#arrivals.push({ from: this.#from, to: this.#to, bytes, answer });
    this.#do(answer);
    return true;
  }
}
