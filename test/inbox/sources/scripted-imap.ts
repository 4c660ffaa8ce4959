import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** One message of the mailbox. */
export type Held = { uid: number; text: string; flags: Set<string> };

/** What the server is like, and what it does at which command. */
export type Mailbox = {
  uidValidity: number;
  messages: Held[];
  password?: string;
  /** Ends the connection without a word instead of answering the nth FETCH, counted from 1 over all connections. */
  dropAtFetch?: number;
};

export type ScriptedImap = { host: string; port: number; commands: string[]; sessions: () => number };

/** An IMAP server (RFC 9051, the little that a reader of one mailbox needs) on loopback. It ends with the test. */
export async function scriptedImap(mailbox: Mailbox): Promise<ScriptedImap> {
  const commands: string[] = [];
  const sockets = new Set<Socket>();
  let sessions = 0;
  let fetches = 0;
  const server = createServer((socket) => {
    sessions += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    socket.write('* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n');
    let held = '';
    let entering = '';
    socket.on('data', (chunk: Buffer) => {
      held += chunk.toString('latin1');
      for (let end = held.indexOf('\r\n'); end !== -1; end = held.indexOf('\r\n')) {
        const line = held.slice(0, end);
        held = held.slice(end + 2);
        if (/^\S+ UID FETCH/i.test(line)) fetches += 1;
        commands.push(line.replace(/^\S+ /, ''));
        if (/^\S+ UID FETCH/i.test(line) && fetches === mailbox.dropAtFetch) {
          socket.destroy();
          return;
        }
        if (/^\S+ AUTHENTICATE PLAIN$/i.test(line)) {
          entering = line;
          socket.write('+ \r\n');
          continue;
        }
        const whole = entering === '' ? line : `${entering} ${line}`;
        entering = '';
        socket.write(answer(whole, mailbox), 'latin1');
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { host: '127.0.0.1', port, commands, sessions: () => sessions };
}

function answer(line: string, mailbox: Mailbox): string {
  const [tag = '', command = '', ...rest] = line.split(' ');
  const text = rest.join(' ');
  const ok = (lines: string[] = []) => [...lines.map((one) => `* ${one}`), `${tag} OK done`, ''].join('\r\n');
  switch (command.toUpperCase()) {
    case 'CAPABILITY':
      return ok(['CAPABILITY IMAP4rev1 AUTH=PLAIN']);
    case 'AUTHENTICATE':
    case 'LOGIN':
      return mayEnter(text, mailbox) ? ok() : `${tag} NO [AUTHENTICATIONFAILED] no\r\n`;
    case 'LIST':
    case 'LSUB':
      return ok(/INBOX|\*/.test(text) ? ['LIST (\\HasNoChildren) "/" "INBOX"'] : []);
    case 'SELECT':
      return text.includes('INBOX') ? ok(selected(mailbox)) : `${tag} NO [NONEXISTENT] no such mailbox\r\n`;
    case 'UID':
      return uidCommand(text, mailbox, ok);
    case 'LOGOUT':
      return ok(['BYE']);
    default:
      return ok();
  }
}

function mayEnter(text: string, { password = 'secret' }: Mailbox): boolean {
  const plain = Buffer.from(text.split(' ').at(-1) ?? '', 'base64').toString();
  return text.includes(password) || plain.includes(password);
}

function selected({ messages, uidValidity }: Mailbox): string[] {
  return [
    `${messages.length} EXISTS`,
    '0 RECENT',
    'FLAGS (\\Seen \\Flagged)',
    'OK [PERMANENTFLAGS (\\Seen \\Flagged \\*)] flags',
    `OK [UIDVALIDITY ${uidValidity}] ids`,
    `OK [UIDNEXT ${(messages.at(-1)?.uid ?? 0) + 1}] next`,
  ];
}

function uidCommand(text: string, { messages }: Mailbox, ok: (lines?: string[]) => string): string {
  const [what = '', range = '', ...rest] = text.split(' ');
  if (what.toUpperCase() === 'SEARCH') {
    const first = Number(/(\d+):\*/.exec(text)?.[1] ?? 1);
    // "*" is the last one, whatever its number.
    const last = messages.at(-1)?.uid ?? 0;
    const found = messages.filter(({ uid }) => uid >= Math.min(first, last)).map(({ uid }) => uid);
    return ok([`SEARCH ${found.join(' ')}`.trim()]);
  }
  const index = messages.findIndex(({ uid }) => uid === Number(range));
  const message = messages[index];
  if (!message) return ok();
  if (what.toUpperCase() === 'STORE') {
    for (const flag of rest.join(' ').match(/\\\w+/g) ?? []) message.flags.add(flag);
    return ok([`${index + 1} FETCH (UID ${message.uid} FLAGS (${[...message.flags].join(' ')}))`]);
  }
  const [, start = '0', length = '9999999'] = /BODY\.PEEK\[\]<(\d+)\.(\d+)>/i.exec(rest.join(' ')) ?? [];
  const part = Buffer.from(message.text)
    .subarray(Number(start), Number(start) + Number(length))
    .toString('latin1');
  return ok([`${index + 1} FETCH (UID ${message.uid} BODY[]<${start}> {${part.length}}\r\n${part})`]);
}
