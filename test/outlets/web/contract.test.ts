import { webOutlet } from '../../../src/outlets/web/web.ts';
import { outletContract } from '../contract.ts';
import { fullShelf } from '../shelves.ts';

outletContract('The web outlet', webOutlet, fullShelf);
