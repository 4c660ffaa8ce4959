// Asks a server on this machine as fast as it answers: PORT CONNECTIONS SECONDS, and on standard input a JSON list of
// requests as they go over the wire. With SECONDS they are asked in turn for that long; with 0 each is asked once.
// One request at a time on each connection, kept open. Prints answers by status, bytes and seconds as JSON.
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

const [port, connections, seconds] = process.argv.slice(2).map(Number);
const requests = JSON.parse(await text(process.stdin)).map((request) => Buffer.from(request, 'latin1'));
const once = seconds === 0;
const END = Buffer.from('\r\n\r\n');
const statuses = {};
let bytes = 0;
let asked = 0;
let over = false;

/** The next request, or undefined when it is over. */
function next() {
  if (over || (once && asked === requests.length)) return undefined;
  return requests[asked++ % requests.length];
}

/** How many bytes follow a head. Answers in chunks are not for this loader. */
function bodyLength(head, status) {
  if (status === '304' || status === '204') return 0;
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error(`An answer does not say how long it is:\n${head}`);
  return Number(length);
}

/** One connection, until there is nothing more to ask. */
function talk() {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    let head = Buffer.alloc(0);
    let missing = 0;
    const ask = () => {
      const request = next();
      if (request) socket.write(request);
      else socket.end();
    };
    socket.on('connect', ask);
    socket.on('error', reject);
    socket.on('close', resolve);
    socket.on('data', (chunk) => {
      bytes += chunk.length;
      if (missing > 0) {
        missing -= chunk.length;
        if (missing === 0) ask();
        return;
      }
      head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
      const end = head.indexOf(END);
      if (end === -1) return;
      const status = head.latin1Slice(9, 12);
      statuses[status] = (statuses[status] ?? 0) + 1;
      missing = bodyLength(head.latin1Slice(0, end), status) - (head.length - end - END.length);
      head = Buffer.alloc(0);
      if (missing === 0) ask();
    });
  });
}

const begun = performance.now();
if (!once) setTimeout(() => (over = true), seconds * 1000);
await Promise.all(Array.from({ length: connections }, talk));
const took = (performance.now() - begun) / 1000;
const answers = Object.values(statuses).reduce((sum, count) => sum + count, 0);
process.stdout.write(JSON.stringify({ answers, seconds: took, statuses, bytes }));
