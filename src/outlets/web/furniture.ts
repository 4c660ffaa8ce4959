import { telephoneAddress } from '../../model/contact.ts';
import { type Html, html } from '../../model/html.ts';
import type { Contact, Newsroom } from '../../model/newsroom.ts';

/** The parts of the newsroom that the main navigation names. */
export type Section = 'home' | 'digest' | 'archive' | 'about' | 'subscribe';

/** Where people sign up: a page of Newsdesk's own site, which another web server in front has to pass on. */
export const SUBSCRIBE = '/subscribe';

const SECTIONS: { id: Section; href: string; name: (newsroom: Newsroom) => string }[] = [
  { id: 'home', href: '/', name: () => 'Newsroom' },
  { id: 'digest', href: '/digest/', name: (newsroom) => newsroom.digest.name },
  { id: 'archive', href: '/archive.html', name: () => 'Archive' },
  { id: 'about', href: '/about.html', name: () => 'About and contact' },
  { id: 'subscribe', href: SUBSCRIBE, name: () => 'Subscribe' },
];

/** Skip link, notice, name and main navigation; on paper, the letterhead. */
export function masthead(newsroom: Newsroom, base: string, current: Section | undefined): Html {
  const { name, short, desk, address, notice, contact } = newsroom.newsroom;
  const sections = SECTIONS.filter(({ id }) => id !== 'subscribe' || newsroom.signUp.open);
  const items = sections.map((section) => {
    const here = section.id === current && html` aria-current="true"`;
    return html`<li><a href="${base}${section.href}"${here}>${section.name(newsroom)}</a></li>`;
  });
  const phone = newsroom.contacts[contact]?.phone;
  return html`<a class="skip" href="#main">Skip to the content</a>
<header class="masthead">
${
  notice &&
  html`<p class="notice"><span class="wide">${notice}</span></p>
`
}<div class="wide bar">
<a class="brand" href="${base}/"><img src="${base}/assets/badge.svg" alt="" width="44" height="50" /><span><strong>${short}</strong><span class="brand-line">Newsroom</span></span></a>
<p class="letterhead"><strong>${name}</strong><br />${desk}<br />${address.join(', ')}${phone && html`<br />${phone}`}</p>
<nav class="main-nav" aria-label="Main"><ul>${items}</ul></nav>
</div>
</header>
`;
}

/** Who publishes this, how to reach them, and the ways in: kinds and feeds. */
export function footer(newsroom: Newsroom, base: string): Html {
  const { name, desk, address, contact } = newsroom.newsroom;
  const person = newsroom.contacts[contact];
  const kinds = Object.entries(newsroom.kinds).map(
    ([id, kind]) => html`<li><a href="${base}/kinds/${id}.html">${kind.plural}</a></li>`,
  );
  return html`<footer class="foot">
<div class="wide foot-grid">
<section aria-labelledby="foot-who"><h2 id="foot-who">${name}</h2>
<p>${desk}<br />${address.map((line) => html`${line}<br />`)}</p>
${person && contactBlock(person)}</section>
<section aria-labelledby="foot-kinds"><h2 id="foot-kinds">Releases by kind</h2><ul>${kinds}</ul></section>
<section aria-labelledby="foot-follow"><h2 id="foot-follow">Follow</h2><ul>
${
  newsroom.signUp.open &&
  html`<li><a href="${base}${SUBSCRIBE}">By e-mail</a></li>
`
}<li><a href="${base}/feeds/all.xml">All releases (RSS)</a></li>
<li><a href="${base}/feeds/digest.xml">${newsroom.digest.name} (RSS)</a></li>
<li><a href="${base}/about.html#feeds">All feeds</a></li>
<li><a href="${base}/about.html#fragments">For webmasters</a></li>
<li><a href="${base}/about.html#newsrooms">For newsrooms</a></li>
<li><a href="${base}/corrections.html">Corrections</a></li>
</ul></section>
</div>
</footer>
`;
}

/** A contact with addresses that dial and write. */
export function contactBlock({ name, phone, email, hours }: Contact): Html {
  return html`<p class="contact"><strong>${name}</strong>${
    phone && html`<br /><a href="${telephoneAddress(phone)}">${phone}</a>`
  }${email && html`<br /><a href="mailto:${email}">${email}</a>`}${hours && html`<br />${hours}`}</p>
`;
}

/** The feeds that every page offers to a reader's program. */
export function feedLinks(base: string, newsroom: Newsroom): Html {
  const { title } = newsroom.site;
  return html`<link rel="alternate" type="application/rss+xml" title="${title}" href="${base}/feeds/all.xml" />
<link rel="alternate" type="application/feed+json" title="${title}" href="${base}/feeds/all.json" />
<link rel="alternate" type="application/rss+xml" title="${newsroom.digest.name}" href="${base}/feeds/digest.xml" />
`;
}
