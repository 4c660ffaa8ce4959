import { judgeCertificate } from '../certificate.ts';
import { ill, printable, well, type Diagnosis } from '../diagnosis.ts';
import type { SiteSeen, Tried } from './probe.ts';

/** Whether the public can see the site, whether it is ours, and whether one click on "unsubscribe" works. */
export function judgeSite(site: string, seen: SiteSeen, at: number): Diagnosis[] {
  const first = seen.home[0];
  const host = new URL(site).host;
  return [
    judgeHome(site, seen),
    ...(first?.certificate ? [judgeCertificate('site-tls', host, first.certificate, at)] : []),
    ...judgeSafety(site, seen),
    ...judgeSample(site, seen),
    ...judgeOneClick(site, seen),
  ];
}

function judgeHome(site: string, { home, trouble }: SiteSeen): Diagnosis {
  const last = home.at(-1);
  if (trouble !== undefined || !last) {
    const fix =
      'Check that the name leads to your web server (an A or AAAA record), that it runs, and site.url in newsdesk.yaml.';
    return unseen(`${site}/ does not answer: ${printable(trouble ?? 'nothing came')}`, fix);
  }
  if (last.status !== 200) {
    return unseen(
      `${site}/ answers ${last.status}`,
      'Let the web server show public/ there, or pass requests on to "newsdesk run".',
    );
  }
  const redirects = home.length - 1;
  if (redirects > 0 && new URL(last.url).origin !== new URL(site).origin) {
    const to = printable(new URL(last.url).origin);
    return unseen(
      `${site}/ leads on to ${to}`,
      `Write ${to} as site.url, or let ${site} show the site itself.`,
      'warning',
    );
  }
  return well(
    'site',
    `${site}/ answers${redirects > 0 ? `, after leading on to ${printable(last.url)}` : ''}`,
  );
}

function unseen(what: string, fix: string, severity: 'error' | 'warning' = 'error'): Diagnosis {
  const why = 'Every mail, feed and fragment leads readers to this address.';
  return ill('site', severity, { what, why, fix });
}

function judgeSafety(site: string, { home }: SiteSeen): Diagnosis[] {
  if (!site.startsWith('https:')) {
    return [
      ill('site-tls', 'error', {
        what: `The site's address is ${site}, without TLS`,
        why: 'One-click unsubscribing is for https only (RFC 8058 §3.1), and large services ask bulk senders for it.',
        fix: 'Give the web server a certificate, and write https:// in site.url.',
      }),
    ];
  }
  const [first] = home;
  if (!first || first.hsts) return [];
  return [
    ill('site-hsts', 'hint', {
      what: `${site} does not say that browsers should always use https (HSTS)`,
      why: 'The first visit by an old link could be listened to or led astray.',
      fix: 'Let the web server add the header: Strict-Transport-Security: max-age=31536000',
    }),
  ];
}

function judgeSample(site: string, { sample }: SiteSeen): Diagnosis[] {
  if (!sample) {
    const what = 'Nothing was published here yet, so it cannot be told whether the site is ours';
    return [
      ill('site-ours', 'hint', {
        what,
        why: 'A web server can show an old folder.',
        fix: 'Look again after "newsdesk publish".',
      }),
    ];
  }
  if (sample.isOurs) return [well('site-ours', `${site}/${sample.path} is what lies in public/`)];
  if (!sample.answer) return [];
  const { status } = sample.answer;
  return [
    ill('site-ours', 'error', {
      what:
        status === 200
          ? `${site}/${sample.path} is not what lies in public/`
          : `${site}/${sample.path} answers ${status}, although the file lies in public/`,
      why: 'The public sees another site, or an old state of this one.',
      fix: 'Let the web server read this public/ (NEWSDESK_PUBLIC), and no cache keep copies; or correct site.url.',
    }),
  ];
}

/** RFC 8058 §3: a POST without a cookie, answered without a redirect. */
function judgeOneClick(site: string, { oneClick }: SiteSeen): Diagnosis[] {
  if (!oneClick) {
    const what = 'No mail was ever made here, so there is no unsubscribe link to try';
    return [
      ill('one-click', 'hint', {
        what,
        why: 'One click has to be enough to leave.',
        fix: 'Look again after the first mail, or after "newsdesk test-send".',
      }),
    ];
  }
  const fault = faultOf(oneClick);
  if (fault === undefined) return [well('one-click', `One click to unsubscribe is answered at ${site}/u/…`)];
  return [
    ill('one-click', 'error', {
      what: `One click to unsubscribe does not work at ${site}/u/…: ${fault}`,
      why: 'Gmail and Yahoo ask for it (RFC 8058). A reader who cannot leave marks the mail as spam.',
      fix: 'Let the web server pass POST requests below /u/ on to "newsdesk run" unchanged, without a login, redirect or cookie.',
    }),
  ];
}

function faultOf({ answer, trouble }: Tried): string | undefined {
  if (!answer) return printable(trouble ?? 'no answer');
  if (answer.status >= 300 && answer.status < 400) return `it leads on (${answer.status})`;
  if (answer.status !== 200) return `it answers ${answer.status}`;
  return answer.setsCookie ? 'it sets a cookie' : undefined;
}
