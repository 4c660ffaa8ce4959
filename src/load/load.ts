export { findAsset, statAsset, type AssetStat } from './asset.ts';
export { FileChanged, namesIn, readFile } from './files.ts';
export { listSources, type SourceFile } from './list.ts';
export { readSource } from './source.ts';
export { readTemplates } from './templates.ts';
export { writeBlock } from './write-block.ts';
