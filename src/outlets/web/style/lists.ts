/** Home, lists, archive and about. */
export const lists = `
.rule { padding-top: .6rem; border-top: 2px solid var(--ink); }
.items { margin: 0; padding: 0; list-style: none; }
.item { padding: 1.1rem 0; border-bottom: 1px solid var(--rule); }
.item h2, .item h3 { margin: 0 0 .3rem; font-size: 1.3rem; }
.item h2 a, .item h3 a, .lead h2 a, .card h2 a { color: inherit; text-decoration-color: transparent; }
.item h2 a:hover, .item h3 a:hover, .lead h2 a:hover, .card h2 a:hover { color: var(--link); text-decoration-color: currentcolor; }
.item .summary { margin: 0; max-width: 44rem; }
.meta { display: flex; flex-wrap: wrap; gap: 0 .5rem; margin: 0 0 .4rem; color: var(--quiet); font-size: .9rem; }
.meta > * + *:not(.mark + *)::before { content: "\\b7" / ""; margin-inline-end: .5rem; }
.mark { padding: 0 .5rem; border: 1px solid currentcolor; border-radius: 1rem; color: var(--brass-ink); font-size: .8rem; font-weight: 600; }
.count { color: var(--quiet); font: .85rem/1 var(--sans); }
.span, .empty { color: var(--quiet); }
.of { color: var(--quiet); font-weight: 400; }
.hero + .wide, .band { margin-top: 0; }
main:has(> .hero) { padding-block: 0; }
.hero { background: var(--wash); border-bottom: 1px solid var(--rule); }
.hero .wide { padding-block: clamp(1.5rem, 4vw, 3rem); }
.hero h1 { margin-bottom: .5rem; }
.hero .standfirst { margin: 0; }
.front { display: grid; gap: 1.5rem 4rem; padding-block: 2.5rem 3rem; }
@media (min-width: 60rem) {
  .front { grid-template-columns: minmax(0, 1fr) 22rem; align-items: start; }
}
.front .latest > h2, .band h2:first-child { margin-top: 0; }
.card { padding: 1.25rem; border: 1px solid var(--rule); border-radius: 4px; background: var(--paper); }
.beside .card + .card { margin-top: 1.5rem; }
.card h2, .card h3 { margin: 0 0 .5rem; font-size: 1.3rem; }
.card h3 { font-size: 1.1rem; }
.card > :last-child { margin-bottom: 0; }
.digest-card { border-top: 4px solid var(--brass); }
.digest-card ul { padding: 0; list-style: none; }
.digest-card li { padding: .45rem 0; border-top: 1px solid var(--rule); }
.more { font-weight: 600; }
.latest > .more { margin-top: 1.25rem; }
.feeds { padding-inline-start: 1.1rem; }
.band { padding-block: 2.5rem 4rem; background: var(--wash); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr)); gap: 1rem; margin: 0 0 2.5rem; padding: 0; list-style: none; }
.cards .meta { display: block; margin: 0; }
.cards p { font-size: .95rem; }
.tags { display: flex; flex-wrap: wrap; gap: .5rem; margin: 0; padding: 0; list-style: none; }
.tags li { padding: .25rem .8rem; border: 1px solid var(--rule); border-radius: 2rem; background: var(--paper); }
.shelves { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr)); gap: 1rem 3rem; align-items: start; }
.index { padding: 0; list-style: none; }
.index li { padding: .4rem 0; border-bottom: 1px solid var(--rule); }
.columns { columns: 17rem; padding-inline-start: 1.1rem; }
.contacts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr)); gap: .5rem 2rem; }
.prose th { font-weight: 600; }
`;
