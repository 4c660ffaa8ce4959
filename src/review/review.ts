/** The review room's door: pure checks of one file, of all files together, and what an editor needs to help. */
export { CATALOGUE } from './catalogue.ts';
export { reviewNewsroom, type NewsroomTools } from './newsroom.ts';
export { parity } from './parity.ts';
export { arrestReviewsDue, type ArrestReview } from './arrest-review.ts';
export type { RuleInfo } from './rule.ts';
export { frontMatterSchemas } from './schemas.ts';
export { reviewSource, type Reviewed, type SourceTools } from './source.ts';
