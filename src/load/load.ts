export { FileChanged, findAsset, namesIn, readFile, statAsset, type AssetStat } from './asset.ts';
export { listSources, type SourceFile } from './list.ts';
export { readSource } from './source.ts';
export { readTemplates } from './templates.ts';
