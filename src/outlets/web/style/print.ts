/** On paper a page is a letterhead: no navigation, addresses of links outside the newsroom written out, black on white. */
export const print = `
@media print {
  @page { margin: 2cm; }
  :root { --ink: #000; --quiet: #333; --link: #000; --wash: #fff; --rule: #999; --brass-ink: #000; --alert: #000; --alert-wash: #fff; }
  body { font-size: 10.5pt; line-height: 1.4; }
  .skip, .main-nav, .crumbs, .foot, .way, .contents, .beside { display: none; }
  .no-print { display: none !important; }
  .paper-only { display: block; }
  .masthead { background: none; color: #000; border-bottom: 2pt solid #000; }
  .notice { padding: 0 0 6pt; background: none; color: #000; font-weight: 700; }
  .bar { flex-wrap: nowrap; padding: 0 0 8pt; }
  .brand-line { color: #333; }
  .letterhead { display: block; margin: 0; font-size: 9pt; text-align: end; }
  .letterhead strong { font-size: 10pt; }
  .wide { max-width: none; padding-inline: 0; }
  main { padding: 14pt 0 0; }
  .sheet, .columns-of-issue { display: block; }
  h1 { font-size: 20pt; }
  h2, .text h2 { font-size: 13pt; margin-top: 14pt; }
  h1, h2, h3, h4 { break-after: avoid; }
  figure, table, blockquote, .facts, .item, .standing { break-inside: avoid; }
  .text { font-size: 11.5pt; line-height: 1.5; }
  .photos img, .text figure img { max-height: 8cm; margin-inline: 0; }
  .slug strong { font-size: 11pt; }
  a { text-decoration: none; }
  .text a[href^="http"]::after { content: " (" attr(href) ")"; font-size: .85em; overflow-wrap: anywhere; }
  .facts { padding-inline: 0; border-top: 1pt solid #000; }
  .particulars { margin-top: 16pt; font-size: 9.5pt; break-inside: avoid; }
  .particulars .facts > div { display: grid; grid-template-columns: 9rem 1fr; padding: 2pt 0; }
  .particulars h2 { margin: 10pt 0 4pt; font-size: 10pt; }
  .scroll, .table { overflow: visible; }
}
`;
