import { describe, expect, it, onTestFinished } from 'vitest';
import { openDns } from '../../src/doctor/resolver.ts';
import { scriptedDns, type Zone } from './world/dns-server.ts';

async function asking(zone: Zone) {
  const server = await scriptedDns(zone);
  const dns = openDns([server.address]);
  onTestFinished(() => dns.close());
  return { dns, questions: server.questions };
}

describe('asking the DNS', () => {
  it('joins the strings of a long text, and keeps several texts apart', async () => {
    const long = 'x'.repeat(250);
    const { dns } = await asking({ 'example.org TXT': ['one', [long, long, 'end']] });
    expect(await dns.txt('example.org')).toEqual({ kind: 'found', values: ['one', `${long}${long}end`] });
  });

  it('tells a name that is not there, a record that is not there, and a server that fails', async () => {
    const { dns } = await asking({
      'example.org A': ['192.0.2.1'],
      'down.example.org TXT': 'SERVFAIL',
      'shut.example.org TXT': 'REFUSED',
    });
    expect(await dns.txt('example.org')).toEqual({ kind: 'none' });
    expect(await dns.txt('nobody.example.org')).toEqual({ kind: 'none' });
    expect(await dns.txt('down.example.org')).toEqual({
      kind: 'trouble',
      why: 'the server failed (SERVFAIL)',
    });
    expect(await dns.txt('shut.example.org')).toMatchObject({ kind: 'trouble' });
  });

  it('does not wait for ever', async () => {
    const { dns } = await asking({ 'example.org TXT': 'SILENCE' });
    expect(await dns.txt('example.org')).toEqual({ kind: 'trouble', why: 'no server answered in time' });
  });

  it('fetches over TCP what is too long for UDP', async () => {
    const values = Array.from({ length: 40 }, (_, i) => `text ${i} ${'y'.repeat(200)}`);
    const { dns, questions } = await asking({ 'example.org TXT': { truncated: values } });
    expect(await dns.txt('example.org')).toEqual({ kind: 'found', values });
    expect(questions).toEqual(['udp example.org TXT', 'tcp example.org TXT']);
  });

  it('puts the preferred mail server first, and knows a domain that takes no mail', async () => {
    const { dns } = await asking({
      'example.org MX': ['20 Two.example.org', '10 one.example.org'],
      'null.example.org MX': ['0 .'],
    });
    expect(await dns.mx('example.org')).toEqual({
      kind: 'found',
      values: [
        { preference: 10, host: 'one.example.org' },
        { preference: 20, host: 'two.example.org' },
      ],
    });
    expect(await dns.mx('null.example.org')).toEqual({
      kind: 'found',
      values: [{ preference: 0, host: '' }],
    });
  });

  it('finds the names of addresses of both kinds', async () => {
    const { dns } = await asking({
      '25.2.0.192.in-addr.arpa PTR': ['Out.example.org'],
      '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa PTR': ['six.example.org'],
    });
    expect(await dns.ptr('192.0.2.25')).toEqual({ kind: 'found', values: ['out.example.org'] });
    expect(await dns.ptr('2001:db8::1')).toEqual({ kind: 'found', values: ['six.example.org'] });
    expect(await dns.ptr('hello')).toEqual({ kind: 'none' });
  });
});
