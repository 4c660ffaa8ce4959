// Writes one composed message of the plain loop (LETTER TO): the bytes that smtp-source repeats.
import { readFileSync, writeFileSync } from 'node:fs';
import { createTransport } from 'nodemailer';
import { plainMessage } from './plain-message.mjs';

const [from, to] = process.argv.slice(2);
const composer = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
const { message } = await composer.sendMail(plainMessage(JSON.parse(readFileSync(from, 'utf8')), 1));
writeFileSync(to, message);
