import { Newsroom } from '../../src/model/newsroom.ts';

/** A small newsroom for tests: every table of newsdesk.yaml has two or three entries. */
export function testNewsroom(change: (raw: Record<string, never>) => void = () => {}): Newsroom {
  const raw = {
    newsroom: {
      name: 'Example County Police Department',
      short: 'Example County Police',
      desk: 'Media Relations',
      zone: 'America/Chicago',
      language: 'en',
      address: ['1 Example Plaza', 'Clayton, MO 63105'],
      notice: 'EXAMPLE — invented for a demonstration.',
      contact: 'media',
    },
    site: {
      url: 'https://newsroom.example.gov',
      title: 'Example County Police Newsroom',
      description: 'Press releases and the Information Digest.',
    },
    mail: {
      from: { name: 'Example County Police', address: 'digest@newsroom.example.gov' },
      replyTo: 'media@newsroom.example.gov',
      listId: 'digest.newsroom.example.gov',
      bounces: 'bounces@newsroom.example.gov',
      unsubscribe: 'leave@newsroom.example.gov',
    },
    digest: {
      name: 'Information Digest',
      cadence: { anchor: '2026-10-23', every: 14, at: '10:00', holidays: 'earlier' },
      lateness: '36h',
    },
    holidays: { region: 'US-MO' },
    kinds: {
      missing: { name: 'Missing person', plural: 'Missing persons', ends: true },
      traffic: { name: 'Traffic advisory', plural: 'Traffic', ends: true },
      arrest: { name: 'Arrest', plural: 'Arrests and charges', boilerplate: ['accusation'] },
      event: { name: 'Community event', plural: 'Community' },
    },
    areas: {
      affton: { name: 'Affton', agency: 'Example County Police', mayRelease: true },
      jennings: { name: 'Jennings', agency: 'City of Jennings', mayRelease: true, services: ['patrol'] },
      closed: {
        name: 'Closedville',
        agency: 'City of Closedville',
        mayRelease: false,
        services: ['dispatch'],
      },
    },
    units: { persons: { name: 'Bureau of Crimes Against Persons' }, traffic: { name: 'Traffic Unit' } },
    contacts: {
      media: {
        name: 'Media Relations officer',
        phone: '(314) 555-0100',
        email: 'media@newsroom.example.gov',
        hours: 'weekdays 8 a.m. to 4 p.m.',
      },
    },
    boilerplate: {
      accusation: {
        en: 'A charge is merely an accusation; the defendant is presumed innocent until and unless proven guilty.',
        es: 'Un cargo es solo una acusación; se presume que la persona acusada es inocente hasta que se demuestre su culpabilidad.',
      },
      about: { en: 'The department serves the county.' },
    },
  };
  change(raw as never);
  return Newsroom.parse(raw);
}
