/** Colours, type and the plain elements. Every pair of colours keeps a contrast of 4.5 to 1 or better (WCAG 1.4.3). */
export const base = `
:root {
  --paper: #fff;
  --wash: #f2f5f9;
  --ink: #17202c;
  --quiet: #4b5869;
  --rule: #d3dbe5;
  --link: #0b4a94;
  --navy: #10294d;
  --edge: #10294d;
  --on-navy: #fff;
  --brass: #d9b65c;
  --brass-ink: #7a5708;
  --calm: #fff6dd;
  --calm-ink: #4a3a0c;
  --alert: #8f1d1d;
  --alert-wash: #fdf1f0;
  --serif: Charter, "Bitstream Charter", "Iowan Old Style", "Palatino Linotype", Palatino, Cambria, Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #0e151f;
    --wash: #16202d;
    --ink: #e6ebf2;
    --quiet: #a8b4c4;
    --rule: #2b394a;
    --link: #92c3ff;
    --navy: #0a1a33;
    --edge: #4a6fa5;
    --brass-ink: #e3c478;
    --calm: #2d2711;
    --calm-ink: #f3e3b0;
    --alert: #ffb4ab;
    --alert-wash: #331716;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0;
  background: var(--paper);
  color: var(--ink);
  font: 1rem/1.55 var(--sans);
  overflow-wrap: break-word;
}
h1, h2, h3, h4, h5, h6 { margin: 2rem 0 .5rem; font-family: var(--serif); line-height: 1.25; text-wrap: balance; }
h1 { margin: 0 0 .75rem; font-size: clamp(1.75rem, 1.3rem + 2.2vw, 2.75rem); line-height: 1.15; letter-spacing: -.01em; }
h2 { font-size: 1.5rem; }
h3 { font-size: 1.2rem; }
h4, h5, h6 { font-size: 1.05rem; }
p, ul, ol, dl, pre, blockquote, figure, table { margin: 0 0 1rem; }
a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: .06em; }
a:hover { text-decoration-thickness: .14em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
main:focus { outline: none; }
img { max-width: 100%; height: auto; }
code, pre { font-family: var(--mono); font-size: .9em; }
pre { padding: 1rem; background: var(--wash); white-space: pre-wrap; overflow-wrap: anywhere; }
hr { margin: 2rem auto; width: 6rem; border: 0; border-top: 2px solid var(--rule); }
table { border-collapse: collapse; width: 100%; font: .95rem/1.4 var(--sans); font-variant-numeric: tabular-nums; }
th, td { padding: .5rem .75rem; border-bottom: 1px solid var(--rule); text-align: start; vertical-align: top; overflow-wrap: normal; }
thead th { border-bottom: 2px solid var(--ink); }
caption { padding: .5rem 0; text-align: start; color: var(--quiet); }
.right { text-align: end; }
.center { text-align: center; }
.scroll, .table { overflow-x: auto; margin: 0 0 1.5rem; }
.scroll table, .table table { margin: 0; min-width: 24rem; }
blockquote { margin-inline: 0; padding: .25rem 0 .25rem 1.25rem; border-inline-start: 4px solid var(--brass); font-style: italic; }
blockquote > :last-child { margin-bottom: 0; }
.wide { width: 100%; max-width: 72rem; margin-inline: auto; padding-inline: clamp(1rem, 4vw, 2rem); }
.narrow > * { max-width: 46rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.paper-only, .letterhead { display: none; }
`;
