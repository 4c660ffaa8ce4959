import { hash } from 'node:crypto';
import { base } from './base.ts';
import { forms } from './forms.ts';
import { furniture } from './furniture.ts';
import { lists } from './lists.ts';
import { print } from './print.ts';
import { reading } from './reading.ts';

/** The one stylesheet of the newsroom. */
export const stylesheet =
  [base, furniture, reading, lists, forms, print].map((part) => part.trim()).join('\n') + '\n';

/** Its path below `public/`; it names the bytes, so a browser may keep it for ever. */
export const stylesheetPath = `assets/site-${hash('sha256', stylesheet).slice(0, 12)}.css`;
