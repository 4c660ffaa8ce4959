export { approvalFinding } from './findings.ts';
export { judge, needsTwo, unfitPeople, windowOf, type Judgement } from './judge.ts';
export { nameOfTemplates, sealOf, type SealMaterial } from './seal.ts';
