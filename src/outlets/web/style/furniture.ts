/** What stands around every page: notice, masthead, navigation, breadcrumb, foot. */
export const furniture = `
.skip { position: absolute; inset-inline-start: 1rem; top: -6rem; z-index: 1; padding: .75rem 1rem; background: var(--paper); color: var(--link); font-weight: 600; }
.skip:focus { top: .5rem; }
.notice { margin: 0; padding: .5rem 0; background: var(--calm); color: var(--calm-ink); font-size: .9rem; }
.notice .wide { display: block; }
.masthead { background: var(--navy); color: var(--on-navy); border-bottom: 4px solid var(--brass); }
.bar { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .5rem 2rem; padding-block: .9rem; }
.brand { display: flex; align-items: center; gap: .8rem; color: inherit; text-decoration: none; }
.brand img { flex: none; }
.brand strong { display: block; font: 700 1.25rem/1.2 var(--serif); }
.brand:hover strong { text-decoration: underline; }
.brand-line { display: block; color: #cfd9e8; font-size: .8rem; letter-spacing: .14em; text-transform: uppercase; }
.main-nav ul { display: flex; flex-wrap: wrap; gap: .1rem 1.5rem; margin: 0; padding: 0; list-style: none; }
.main-nav a { display: block; padding: .45rem 0; color: inherit; text-decoration: none; border-bottom: 2px solid transparent; }
.main-nav a:hover { text-decoration: underline; }
.main-nav [aria-current] { border-color: var(--brass); font-weight: 600; }
.masthead :focus-visible { outline-color: #fff; }
.crumbs { padding-block: .9rem 0; font-size: .9rem; }
.crumbs ol { display: flex; flex-wrap: wrap; margin: 0; padding: 0; list-style: none; }
.crumbs li + li::before { content: "/" / ""; margin-inline: .5rem; color: var(--quiet); }
.crumbs a { display: inline-block; padding-block: .2rem; }
main { display: block; padding-block: 2rem 4rem; }
.crumbs + main { padding-top: 1.25rem; }
.foot { background: var(--wash); border-top: 1px solid var(--rule); font-size: .95rem; }
.foot-grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr)); gap: 1rem 3rem; padding-block: 2.5rem; }
.foot h2 { margin: 0 0 .75rem; font: 700 1rem/1.3 var(--sans); }
.foot ul { margin: 0; padding: 0; list-style: none; }
.foot li a { display: inline-block; padding-block: .2rem; }
.way { margin-top: 2.5rem; padding-top: 1rem; border-top: 2px solid var(--ink); }
.way ul { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: 0; padding: 0; list-style: none; font-weight: 600; }
.way a { display: inline-block; padding-block: .3rem; }
.way .newer a::before { content: "\\2190\\a0" / ""; }
.way .older a::after { content: "\\a0\\2192" / ""; }
.way .older { margin-inline-start: auto; }
.way .oldest { width: 100%; text-align: end; font-weight: 400; }
`;
