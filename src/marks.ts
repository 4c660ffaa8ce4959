import { join } from 'node:path';
import type { Keys } from './audience/tokens.ts';
import type { Config } from './config/config.ts';

/** Marks addresses with the newsroom's key, which is read, or made, only when the first mark is asked for. */
export async function markerOf({ paths }: Pick<Config, 'paths'>): Promise<(address: string) => string> {
  const [{ addressMark }, { loadKeys }] = await Promise.all([
    import('./audience/mark.ts'),
    import('./audience/key-file.ts'),
  ]);
  let keys: Keys | undefined;
  return (address) => addressMark((keys ??= loadKeys(join(paths.var, 'key'))), address);
}
