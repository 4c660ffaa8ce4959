import { fragmentsOutlet } from '../../../src/outlets/fragments/fragments.ts';
import { outletContract } from '../contract.ts';
import { fullShelf } from '../shelves.ts';

outletContract('The fragments outlet', fragmentsOutlet, fullShelf);
