export { artefactPath, namedBy, type Kept, type Named } from './bundle/artefacts.ts';
export { chainFaults, entryFaults, type Fault } from './bundle/chain.ts';
export { makeBundle } from './bundle/make.ts';
export { FILES, type Manifest, type Told } from './bundle/manifest.ts';
export { verifyBundle, type Verified } from './bundle/verify.ts';
export { nameOf } from './telling/telling.ts';
export { isGood, judgeCopy, type Judgement, type Verdict } from './copy/judge.ts';
export { partsOf, type Part } from './copy/read.ts';
export { comparable, regionOf } from './copy/region.ts';
