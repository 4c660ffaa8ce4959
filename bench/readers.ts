// Writes a list of COUNT readers to FILE, in no order of addresses, as a newsroom's would be.
import { closeSync, openSync, writeSync } from 'node:fs';

const DOMAINS = ['example.org', 'example.com', 'example.net', 'mail.example.gov', 'press.example.org'];
const TOPICS = ['digest', 'digest;kind:traffic', 'releases', 'digest;area:affton;kind:missing', ''];
const BATCH = 10_000;

function row(count: number): string {
  // Goes through all numbers below 2^31 in a scattered order: no address comes twice.
  const scattered = Math.imul(count, 1_103_515_245) >>> 1;
  const day = String(1 + (count % 28)).padStart(2, '0');
  return `reader.${scattered.toString(36)}.${count}@${DOMAINS[scattered % 5]},${TOPICS[count % 5]},2026-0${1 + (count % 9)}-${day}\n`;
}

const [, , path = '', count = ''] = process.argv;
const file = openSync(path, 'w');
writeSync(file, 'email,topics,confirmed\n');
for (let done = 0; done < Number(count); done += BATCH) {
  const size = Math.min(BATCH, Number(count) - done);
  writeSync(file, Array.from({ length: size }, (_, index) => row(done + index)).join(''));
}
closeSync(file);
