import { describe, expect, it } from 'vitest';
import type { Fetched } from '../../src/doctor/site/fetch.ts';
import { judgeSite } from '../../src/doctor/site/judge.ts';
import type { SiteSeen } from '../../src/doctor/site/probe.ts';

const SITE = 'https://newsroom.example.gov';
const page = (url: string, status = 200): Fetched => ({
  url,
  status,
  at: 0,
  setsCookie: false,
  hsts: true,
  body: new Uint8Array(),
});
const WELL: SiteSeen = {
  home: [page(`${SITE}/`)],
  sample: { path: 'feeds/all.xml', isOurs: true, answer: page(`${SITE}/feeds/all.xml`) },
  oneClick: { answer: page(`${SITE}/u/x`) },
};

function todo(seen: Partial<SiteSeen>) {
  return judgeSite(SITE, { ...WELL, ...seen }, 0).filter(({ severity }) => severity !== 'ok');
}

describe('the site', () => {
  it('may lead on within itself', () => {
    expect(todo({ home: [page(`${SITE}/`, 302), page(`${SITE}/en/`)] })).toEqual([]);
  });

  it('that shows itself under another name is a warning', () => {
    const home = [page(`${SITE}/`, 301), page('https://www.example.gov/')];
    expect(todo({ home })).toMatchObject([
      { id: 'doctor/site', severity: 'warning', fix: expect.stringContaining('https://www.example.gov') },
    ]);
  });

  it('that is not there is one finding, not several', () => {
    const gone: SiteSeen = { home: [], trouble: 'connect ECONNREFUSED 127.0.0.1:443' };
    const seen = { ...gone, sample: { path: 'x', isOurs: false, trouble: 'the same' } };
    expect(todo(seen)).toMatchObject([{ id: 'doctor/site', what: expect.stringContaining('ECONNREFUSED') }]);
  });

  it.each<[string, number, boolean]>([
    ['answers 404', 404, false],
    ['leads on (303)', 303, false],
    ['sets a cookie', 200, true],
  ])('whose one-click link %s is an error', (words, status, setsCookie) => {
    const oneClick = { answer: { ...page(`${SITE}/u/x`, status), setsCookie } };
    expect(todo({ oneClick })).toMatchObject([
      { id: 'doctor/one-click', severity: 'error', what: expect.stringContaining(words) },
    ]);
  });
});
