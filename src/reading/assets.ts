import { findAsset, statAsset } from '../load/load.ts';
import type { Asset } from '../model/asset.ts';
import { lookInside } from '../traces/traces.ts';
import { stampOf } from './examine.ts';
import type { Reader } from './reader.ts';

/** Finds photos and other files, each looked at once in a pass and not at all when it looks the same as last time. */
export function assetFinder({ root, memories: { assets } }: Reader): (path: string) => Asset | undefined {
  const seen = new Map<string, Asset | undefined>();
  return (path) => {
    if (seen.has(path)) return seen.get(path);
    const stat = statAsset(root, path);
    const stamp = stat && stampOf(stat);
    let asset = stamp === undefined ? undefined : assets.get(path, stamp);
    if (!asset && stamp !== undefined) {
      asset = findAsset(root, path, lookInside);
      if (asset) assets.set(path, stamp, asset);
    }
    seen.set(path, asset);
    return asset;
  };
}
