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
.meta > :not(.mark, :last-child)::after { content: "\\b7" / ""; margin-inline-start: .5rem; }
.mark { padding: 0 .5rem; border: 1px solid currentcolor; border-radius: 1rem; color: var(--brass-ink); font-size: .8rem; font-weight: 600; }
.count { color: var(--quiet); font: .85rem/1 var(--sans); }
.span, .empty { color: var(--quiet); }
.of { color: var(--quiet); font-weight: 400; }
main:has(> .hero) { padding-block: 0; }
.hero { background: var(--wash); border-bottom: 1px solid var(--rule); }
.hero .wide { padding-block: clamp(1.5rem, 3.5vw, 2.75rem); }
.hero h1 { margin-bottom: .4rem; }
.hero .standfirst { margin: 0; }
.front { display: grid; grid-template-columns: minmax(0, 1fr); gap: 2.5rem 4rem; padding-block: 2.5rem 3rem; }
@media (min-width: 60rem) {
  .front { grid-template-columns: minmax(0, 1fr) 21rem; align-items: start; }
}
.front h2.rule { margin-top: 0; }
.beside > * + * { margin-top: 2.5rem; }
.card { padding: 1.25rem; border: 1px solid var(--rule); border-radius: 4px; background: var(--paper); }
.card h2, .card h3 { margin: 0 0 .5rem; font-size: 1.3rem; }
.card h3 { font-size: 1.1rem; }
.card > :last-child { margin-bottom: 0; }
.digest-card { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.25rem 2.25rem; margin-top: 1.75rem; padding: clamp(1.25rem, 2.5vw, 1.75rem); border-top: 4px solid var(--brass); }
.digest-card h2 { font-size: clamp(1.4rem, 1.2rem + 1vw, 1.8rem); }
.digest-card p:last-child { margin-bottom: 0; }
.digest-card img { display: block; width: 100%; aspect-ratio: 3 / 2; object-fit: cover; }
@media (min-width: 48rem) {
  .digest-card { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  .digest-card.pictured .headlines { grid-column: 1 / -1; }
}
@media (min-width: 64rem) {
  .digest-card.pictured { grid-template-columns: minmax(0, 20rem) minmax(0, 1fr) minmax(0, 21rem); }
  .digest-card.pictured .headlines { grid-column: auto; }
}
.headlines ul { margin: 0; padding: 0; list-style: none; }
.headlines li { padding: .5rem 0; border-bottom: 1px solid var(--rule); }
.headlines li:first-child { padding-top: 0; }
.headlines p { margin: .75rem 0 0; color: var(--quiet); }
.more { font-weight: 600; }
.latest > .more { margin-top: 1.25rem; }
.feeds { padding-inline-start: 1.1rem; }
.kinds { margin: 0; padding: 0; list-style: none; }
.kinds li { padding: .7rem 0; border-bottom: 1px solid var(--rule); }
.kinds li:first-child { padding-top: .25rem; }
.kinds h3 { margin: 0; font: 600 1rem/1.4 var(--sans); }
.kinds p { margin: .15rem 0 0; font-size: .9rem; line-height: 1.4; }
.kinds .meta { display: inline; font-size: inherit; }
.tags { display: flex; flex-wrap: wrap; gap: .5rem; margin: 0; padding: 0; list-style: none; }
.tags li { padding: .25rem .8rem; border: 1px solid var(--rule); border-radius: 2rem; background: var(--paper); }
.shelves { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr)); gap: 1rem 3rem; align-items: start; }
.index { padding: 0; list-style: none; }
.index li { padding: .4rem 0; border-bottom: 1px solid var(--rule); }
.columns { columns: 17rem; padding-inline-start: 1.1rem; }
.contacts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr)); gap: .5rem 2rem; }
.prose th { font-weight: 600; }
`;
