export { composeConfirmation } from './confirmation.ts';
export type { Composed, LetterContext, Templates } from './context.ts';
export { composeDigest } from './digest.ts';
export { composeRecall } from './recall.ts';
export { composeRelease } from './release.ts';
export { checkTemplates } from './template/check.ts';
export { composeAlarm, composeProbe } from './probe.ts';
