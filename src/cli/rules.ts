import { CATALOGUE } from '../app.ts';
import { OK } from './exit.ts';
import { table, type Terminal } from './terminal.ts';

/** `newsdesk rules`: every check by its id, with its severity, what it finds, and where the rule comes from. */
export function rules(json: boolean, terminal: Terminal): number {
  const all = CATALOGUE.map(({ id, severity, about, source }) => ({ id, severity, about, source }));
  if (json) terminal.out(`${JSON.stringify({ version: 1, rules: all }, undefined, 2)}\n`);
  else
    terminal.out(`${table(all.map(({ id, severity, about, source }) => [id, severity, about, source]))}\n`);
  return OK;
}
