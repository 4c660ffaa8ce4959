/** A release and an issue as they are read. */
export const reading = `
.sheet { display: grid; grid-template-columns: minmax(0, 1fr); gap: 2rem 4rem; }
@media (min-width: 60rem) {
  .sheet { grid-template-columns: minmax(0, 42rem) minmax(16rem, 1fr); align-items: start; }
}
.slug { display: flex; flex-wrap: wrap; gap: .1rem 1rem; margin: 0 0 .75rem; color: var(--quiet); font-size: .95rem; }
.slug strong { color: var(--brass-ink); font-size: .85rem; line-height: 1.8; letter-spacing: .1em; text-transform: uppercase; }
.standfirst { max-width: 46rem; color: var(--quiet); font-size: 1.15rem; line-height: 1.5; }
.issued, .relation { color: var(--quiet); font-size: .95rem; }
.flag { margin-block-end: 1rem; padding: .75rem 1rem; border-inline-start: 4px solid var(--alert); background: var(--alert-wash); }
.flag strong { color: var(--alert); }
.flag a { color: inherit; }
.flag > :last-child { margin-bottom: 0; }
.changes { margin: .5rem 0 0; padding-inline-start: 1.1rem; }
.corrections { padding: 0; list-style: none; }
.corrections > li { padding: 1rem 0; border-top: 1px solid var(--rule); }
.photos { margin: 1.5rem 0; }
.photos.several { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr)); gap: 1.25rem; }
.photos figure, .text figure { margin: 0 0 1.25rem; }
.photos img, .text figure img { display: block; max-height: 36rem; width: auto; margin-inline: auto; background: var(--wash); }
.photos.several img { width: 100%; aspect-ratio: 3 / 2; object-fit: contain; }
figcaption { margin-top: .5rem; color: var(--quiet); font: .9rem/1.45 var(--sans); }
.text { font: 1.125rem/1.65 var(--serif); }
.text h2, .text h3 { margin-top: 2.25rem; }
.text li { margin-bottom: .35rem; }
.text li > :last-child { margin-bottom: 0; }
.text .footnotes { margin-top: 2.5rem; padding-top: 1rem; border-top: 1px solid var(--rule); font-size: .9em; }
.text .footnotes h2 { margin-top: 0; font-size: 1.1rem; }
.text sup { line-height: 0; }
.text sup a { padding: .35em .2em; }
.facts { border-top: 3px solid var(--edge); background: var(--wash); padding: .5rem 1.25rem; font: 1rem/1.45 var(--sans); }
.facts > div { padding: .55rem 0; border-bottom: 1px solid var(--rule); }
.facts > div:last-child { border-bottom: 0; }
.facts dt { color: var(--quiet); font-size: .85rem; font-weight: 600; }
.facts dd { margin: 0; }
.facts dd > :last-child { margin-bottom: 0; }
.facts .plain { margin: 0; padding: 0; list-style: none; }
.text .facts { margin: 1.5rem 0; }
.text h2 + .facts, .text h3 + .facts { margin-top: .75rem; }
@media (min-width: 36rem) {
  .text .facts > div, .wordy > div { display: grid; grid-template-columns: 9rem 1fr; gap: 1rem; }
}
.wordy code { overflow-wrap: anywhere; }
.standing { margin: 2rem 0; padding-inline-start: 1.25rem; border-inline-start: 4px solid var(--rule); color: var(--quiet); }
.standing p { max-width: 46rem; margin-bottom: .5rem; }
.end { margin: 2rem 0 0; text-align: center; letter-spacing: .3em; color: var(--quiet); }
.particulars h2 { margin: 1.75rem 0 .75rem; font: 700 1rem/1.3 var(--sans); }
.particulars h2:first-child { margin-top: 0; }
.particulars .facts { padding-block: .25rem; }
.contact a { display: inline-block; padding-block: .1rem; }
.lead { margin: 2rem 0 2.5rem; padding: 1.5rem; background: var(--wash); border-top: 4px solid var(--brass); }
.lead h2 { margin: 0 0 .5rem; font-size: clamp(1.5rem, 1.2rem + 1.5vw, 2.1rem); }
.lead > img { display: block; margin-top: 1.25rem; }
.lead .summary { font-size: 1.1rem; margin-bottom: 0; }
@media (min-width: 48rem) {
  .lead.pictured { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 26rem); gap: 2rem; align-items: center; padding: 1.75rem; }
  .lead.pictured > img { margin-top: 0; }
}
.columns-of-issue { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.5rem 4rem; }
@media (min-width: 60rem) {
  .columns-of-issue { grid-template-columns: minmax(0, 42rem) minmax(14rem, 1fr); align-items: start; }
  .contents { grid-column: 2; grid-row: 1; position: sticky; top: 1.5rem; }
}
.column > :first-child, .note > :first-child { margin-top: 0; }
.contents { padding: .75rem 1.25rem; background: var(--wash); border-top: 3px solid var(--edge); }
.contents h2 { margin: 0 0 .25rem; font: 700 1rem/1.3 var(--sans); }
.contents ul { margin: 0; padding: 0; list-style: none; }
.contents a { display: inline-block; padding-block: .2rem; }
.coverage { margin-top: 3rem; padding: 1.25rem 1.5rem; background: var(--wash); font-size: .95rem; }
.coverage h2, .coverage h3 { margin: 0 0 .5rem; font: 700 1rem/1.3 var(--sans); }
.coverage h3 { margin-top: 1rem; }
.coverage > :last-child { margin-bottom: 0; }
`;
