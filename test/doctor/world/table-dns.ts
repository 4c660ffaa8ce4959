import type { Answer, Dns, Mx } from '../../../src/doctor/dns.ts';

/** Records by `name TYPE`, several of them in a list. `'trouble'` is a server that fails. */
export type Table = Record<string, readonly string[] | 'trouble'>;

/** A DNS that is a table: what the pure parts are tried with. PTR records stand under the plain address. */
export function tableDns(table: Table): Dns {
  const of = async (name: string, type: string): Promise<Answer<string>> => {
    const values = table[`${name.toLowerCase()} ${type}`];
    if (values === 'trouble') return { kind: 'trouble', why: 'the server failed (SERVFAIL)' };
    return values === undefined ? { kind: 'none' } : { kind: 'found', values };
  };
  return {
    txt: (name) => of(name, 'TXT'),
    a: (name) => of(name, 'A'),
    aaaa: (name) => of(name, 'AAAA'),
    ptr: (address) => of(address, 'PTR'),
    async mx(name) {
      const answer = await of(name, 'MX');
      if (answer.kind !== 'found') return answer;
      return { kind: 'found', values: answer.values.map(server) };
    },
  };
}

function server(text: string): Mx {
  const [preference, host = ''] = text.split(' ');
  return { preference: Number(preference), host };
}
