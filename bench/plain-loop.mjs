// The peer: what a user would write with nodemailer. LETTER PORT COUNT [KEY]: composes the message for each reader and
// hands it to a pool of ten connections, ten at a time (twenty were no faster); with a key it signs each one.
import { readFileSync } from 'node:fs';
import { createTransport } from 'nodemailer';
import { plainMessage } from './plain-message.mjs';

const [letterPath, port, count, key] = process.argv.slice(2);
const SIGNED =
  'from:reply-to:subject:date:message-id:to:mime-version:content-type:list-unsubscribe:list-unsubscribe-post';

const letter = JSON.parse(readFileSync(letterPath, 'utf8'));
const pool = createTransport({
  pool: true,
  host: '127.0.0.1',
  port: Number(port),
  ignoreTLS: true,
  maxConnections: 10,
  maxMessages: Infinity,
  ...(key && {
    dkim: {
      domainName: 'newsroom.example.gov',
      keySelector: 'bench',
      privateKey: readFileSync(key, 'utf8'),
      headerFieldNames: SIGNED,
    },
  }),
});

let next = 1;
async function lane() {
  while (next <= Number(count)) {
    const number = next;
    next += 1;
    await pool.sendMail(plainMessage(letter, number));
  }
}
await Promise.all(Array.from({ length: 10 }, lane));
pool.close();
