import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const DAY = 86_400_000;
const KINDS = ['traffic', 'missing', 'event', 'arrest'];
const AREAS = ['affton', 'lemay', 'oakville', 'mehlville', 'spanish-lake'];
const WORDS =
  'officers closed one lane of the avenue after a crash on Friday and detectives ask anyone who was near the block to call the bureau because nothing else was said at this hour while crews work through the evening and drivers should take another road until noon when the signal is expected to be repaired'.split(
    ' ',
  );

/** A repeatable source of chance (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Writes a newsroom of `count` releases of about 400 words over the ten years before 2026-11-20. Same count, same files. */
export function generateNewsroom(folder: string, count: number): void {
  const random = chance(count);
  mkdirSync(join(folder, 'releases'), { recursive: true });
  mkdirSync(join(folder, 'digest'), { recursive: true });
  mkdirSync(join(folder, 'templates/partials'), { recursive: true });
  const settings = readFileSync(join(ROOT, 'newsdesk.yaml'), 'utf8');
  writeFileSync(join(folder, 'newsdesk.yaml'), settings.replace('  required: true', '  required: false'));
  for (const sub of ['templates', 'templates/partials']) {
    for (const name of readdirSync(join(ROOT, sub)).filter((file) => file.endsWith('.mjml'))) {
      copyFileSync(join(ROOT, sub, name), join(folder, sub, name));
    }
  }
  const last = Date.UTC(2026, 10, 20, 15);
  const step = (10 * 365 * DAY) / count;
  const serial = new Map<string, number>();
  for (let i = count - 1; i >= 0; i -= 1) {
    const when = new Date(last - i * step).toISOString();
    const year = when.slice(2, 4);
    const number = (serial.get(year) ?? 0) + 1;
    serial.set(year, number);
    writeFileSync(
      join(folder, `releases/${when.slice(0, 10)}-story-${i}.md`),
      release(i, when, `${year}-${number}`, random),
    );
  }
}

function release(i: number, when: string, number: string, random: () => number): string {
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? '';
  const sentence = () => {
    const words = Array.from({ length: 12 }, () => pick(WORDS)).join(' ');
    return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
  };
  const paragraph = () => Array.from({ length: 5 }, sentence).join(' ');
  const facts =
    '- **When:** Friday, 8 a.m. to noon\n- **Where:** 8700 block of Link Avenue\n- **Who:** the Traffic Unit';
  const table =
    '| Street | Lane | Until |\n|---|---|---|\n| Link Avenue | right | noon |\n| Gravois Road | left | 3 p.m. |';
  const markup =
    i % 3 === 0
      ? 'Crews work<br>through the <u>evening</u>.'
      : 'Crews work **through** the [evening](https://example.org/crews).';
  return `---
title: "Lane closed on Link Avenue, story ${i}"
number: "${number}"
kind: ${pick(KINDS)}
release: immediate
date: ${when.slice(0, 10)} ${when.slice(11, 16)}
dateline: CLAYTON, Mo.
summary: One lane of Link Avenue is closed until noon while crews mend the signal.
areas: [${pick(AREAS)}]
report: "26-${10000 + i}"
contact: media
---

${paragraph()}

${paragraph()}

## What to do

${facts}

${paragraph()}

${i % 5 === 0 ? table : `> ${sentence()}`}

${paragraph()}

${markup} ${sentence()}
`;
}
