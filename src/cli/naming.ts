import { COLUMNS, type Naming } from '../list.ts';

/**
 * Understands `--map address=Email,confirmed="Opt-in date"`, given once or several times: our name of a column, and the
 * heading that it has in the table. A string is what is wrong with it.
 */
export function readNaming(words: readonly string[]): Naming | string {
  const naming: { -readonly [column in keyof Naming]: string } = {};
  const next = new RegExp(`,(?=\\s*(?:${COLUMNS.join('|')})=)`);
  for (const word of words.flatMap((one) => one.split(next))) {
    const [, name = '', heading = ''] = /^\s*([a-z]+)=(.*)$/.exec(word) ?? [];
    const column = COLUMNS.find((one) => one === name);
    const plain = heading.trim().replace(/^"(.*)"$/, '$1');
    if (!column || plain === '')
      return `--map does not understand "${word}". Write address=Email,confirmed="Opt-in date"; the names before = are ${COLUMNS.join(', ')}.`;
    naming[column] = plain;
  }
  return naming;
}
