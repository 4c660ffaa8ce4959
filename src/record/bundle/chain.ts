import { chainAfter, entryDigest, NO_CHAIN, RecordEntry, RecordLink } from '../../model/record.ts';

/** Something that is not as it was recorded: in which file, and in words what. */
export type Fault = { where: string; what: string };

/** Links as `chain.txt` has them. */
export function readChain(text: string, where: string): { links: RecordLink[]; faults: Fault[] } {
  const links: RecordLink[] = [];
  const faults: Fault[] = [];
  for (const [index, line] of linesOf(text).entries()) {
    const [number, digest, chain, ...more] = line.split(' ');
    const parsed = RecordLink.safeParse({ number: Number(number), digest, chain });
    if (parsed.success && more.length === 0 && String(parsed.data.number) === number) links.push(parsed.data);
    else faults.push({ where: `${where}, line ${index + 1}`, what: 'is not a link: number, digest, chain' });
  }
  return { links, faults };
}

/** Entries as `record.jsonl` has them. */
export function readEntries(text: string, where: string): { entries: RecordEntry[]; faults: Fault[] } {
  const entries: RecordEntry[] = [];
  const faults: Fault[] = [];
  for (const [index, line] of linesOf(text).entries()) {
    const parsed = RecordEntry.safeParse(jsonOf(line));
    if (parsed.success) entries.push(parsed.data);
    else faults.push({ where: `${where}, line ${index + 1}`, what: 'is not an entry of a record' });
  }
  return { entries, faults };
}

/** Every place where links do not follow from each other, from the first one on. */
export function chainFaults(links: readonly RecordLink[], where: string): Fault[] {
  const faults: Fault[] = [];
  let before: Pick<RecordLink, 'number' | 'chain'> = { number: 0, chain: NO_CHAIN };
  for (const link of links) {
    const { number, digest, chain } = link;
    const expected = before.number + 1;
    if (number > expected) {
      const lost =
        number === expected + 1 ? `entry ${expected} is` : `entries ${expected} to ${number - 1} are`;
      faults.push({ where, what: `${lost} missing before entry ${number}` });
    } else if (number < expected) {
      faults.push({
        where,
        what: `entry ${number} stands after entry ${before.number}: out of order, or twice`,
      });
    } else if (chainAfter(before.chain, number, digest) !== chain) {
      const after = number === 1 ? 'the beginning' : `entry ${number - 1}`;
      faults.push({
        where,
        what: `the chain is broken at entry ${number}: its link does not follow from ${after}`,
      });
    }
    before = link;
  }
  return faults;
}

/** Entries that do not say what their digests name, or that the chain does not have. */
export function entryFaults(
  entries: readonly RecordEntry[],
  links: readonly RecordLink[],
  where: string,
): Fault[] {
  const byNumber = new Map(links.map((link) => [link.number, link]));
  const faults: Fault[] = [];
  let last = 0;
  for (const entry of entries) {
    const { number, digest, chain, what, subject } = entry;
    const name = `entry ${number} (${what}${subject === '' ? '' : ` ${subject}`})`;
    const link = byNumber.get(number);
    if (number <= last) faults.push({ where, what: `${name} stands after entry ${last}` });
    last = number;
    if (entryDigest(number, entry) !== digest) {
      faults.push({ where, what: `${name} was changed: it does not say what its digest names` });
    } else if (!link) faults.push({ where, what: `${name} is not in the chain` });
    else if (link.digest !== digest || link.chain !== chain) {
      faults.push({ where, what: `${name} is not the one that the chain has under this number` });
    }
  }
  return faults;
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
