export { changesBetween } from './changes.ts';
export { factChanges, type FactChange } from './facts.ts';
export { missingCorrection, quietFinding } from './findings.ts';
export { wordsPrinted } from './words.ts';
