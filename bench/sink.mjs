// The project's own sink: a mail server on 127.0.0.1:PORT that takes everything, keeps nothing and only counts. It must
// never be what is waited for, so it copies nothing and looks at the last bytes of what came alone: a client may send
// commands after the final dot without waiting (RFC 2920), but no content before it was told 354.
// Prints at SIGTERM how many messages came, how many bytes they had and how many began with a DKIM signature.
import { createServer } from 'node:net';

/** More than the commands of one message that may follow a final dot, bytes. */
const TAIL = 4096;
const SIGNATURE = 'DKIM-Signature:';
const DOT = '\r\n.\r\n';
const DATA = '354 End data with <CR><LF>.<CR><LF>\r\n';
const EHLO = '250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n';
const OK = '250 2.0.0 Ok\r\n';

let messages = 0;
let bytes = 0;
let signed = 0;

class Session {
  #inside = false;
  /** Nothing of the message has come yet. */
  #fresh = false;
  /** Bytes that may belong to a final dot, or to a command, whose rest is still to come. */
  #rest = '';
  #socket;

  constructor(socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.write('220 sink ESMTP\r\n');
    socket.on('data', (chunk) => (this.#inside ? this.#content(chunk) : this.#commands(chunk.latin1Slice())));
    socket.on('error', () => socket.destroy());
  }

  #content(chunk) {
    if (this.#fresh) {
      this.#fresh = false;
      if (chunk.subarray(0, SIGNATURE.length).latin1Slice() === SIGNATURE) signed += 1;
    }
    const start = Math.max(0, chunk.length - TAIL);
    // Where the whole chunk is looked at, the dot may also begin in the one before.
    const before = start === 0 ? this.#rest : '';
    const tail = before + chunk.latin1Slice(start);
    const dot = tail.indexOf(DOT);
    if (dot < 0) {
      bytes += chunk.length;
      this.#rest = (this.#rest + chunk.subarray(-4).latin1Slice()).slice(-4);
      return;
    }
    bytes += chunk.length - (tail.length - dot - DOT.length);
    messages += 1;
    this.#inside = false;
    this.#rest = '';
    this.#commands(tail.slice(dot + DOT.length), OK);
  }

  /** Answers every whole line at once; `answers` are what is owed already. */
  #commands(text, answers = '') {
    const lines = (this.#rest + text).split('\r\n');
    this.#rest = lines.pop();
    let over = false;
    for (const line of lines) {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'DATA') {
        answers += DATA;
        this.#inside = true;
        this.#fresh = true;
        // An empty message is a dot on the first line. What the client sent ahead of the 354 is not content.
        this.#rest = '\r\n';
        break;
      }
      over = verb === 'QUIT';
      answers += verb === 'EHLO' ? EHLO : over ? '221 2.0.0 Bye\r\n' : OK;
    }
    if (answers !== '') this.#socket.write(answers, 'latin1');
    if (over) this.#socket.end();
  }
}

const server = createServer((socket) => new Session(socket));
server.listen(Number(process.argv[2]), '127.0.0.1', 1000);
process.on('SIGTERM', () => {
  process.stdout.write(JSON.stringify({ messages, bytes, signed }), () => process.exit());
});
