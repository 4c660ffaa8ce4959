import type { Answer } from '../dns.ts';
import { ill, unknown, well, type Diagnosis } from '../diagnosis.ts';
import type { SigningKey } from '../sender.ts';
import { readTags, writeTags } from '../tags.ts';

/** What stands in the DNS for one key. */
export type DkimSeen = { key: SigningKey; texts: Answer<string> };

const WHY =
  'Signatures cannot be checked, so mail counts as unsigned, which large services refuse or hide (RFC 6376).';

const WHY_LATER =
  'Mail that is under way with its signature, or is signed with it once it stands first, counts as unsigned (RFC 6376).';

/** Whether every signature can be checked by others. `relay`: another machine hands mail on, and might sign it as well. */
export function judgeDkim(
  seen: readonly DkimSeen[],
  domain: string,
  relay: string | undefined,
  hasTroubles: boolean,
): Diagnosis[] {
  if (seen.length === 0) return hasTroubles ? [] : [unsigned(domain, relay)];
  const judged = seen.map(judgeKey);
  const rsa = seen.some(({ key }) => !key.standsBy && kindOf(key.value) === 'rsa');
  return rsa ? judged : [...judged, onlyEd25519()];
}

function judgeKey({ key: { name, value, selector, standsBy }, texts }: DkimSeen): Diagnosis {
  if (texts.kind === 'trouble') return unknown('dkim', `The DKIM record ${name}`, texts.why);
  const publish = [{ name, type: 'TXT' as const, value }];
  const found = texts.kind === 'found' ? texts.values : [];
  const say = (what: string, fix: string) =>
    ill('dkim', standsBy ? 'warning' : 'error', {
      what: standsBy ? `${what}; that key stands by` : what,
      why: standsBy ? WHY_LATER : WHY,
      fix,
      found,
      publish,
    });
  const [text, ...more] = found;
  if (text === undefined)
    return say(`There is no DKIM record for the key "${selector}"`, 'Publish it as a TXT record.');
  if (more.length > 0) {
    return say(
      `${name} has ${found.length} records; servers may use any of them`,
      'Delete them all but for this one.',
    );
  }
  const fault = faultOf(text, value);
  if (fault !== undefined)
    return say(`The DKIM record of the key "${selector}" ${fault}`, 'Put this one in its place.');
  const { tags } = readTags(text);
  if (list(tags.get('t')).includes('y')) {
    const right = new Map(tags);
    right.delete('t');
    return ill('dkim', 'warning', {
      what: `The DKIM record of the key "${selector}" says that it is only a test (t=y)`,
      why: 'Servers may then treat signed mail as if it were not signed.',
      fix: 'Take "t=y" out.',
      found,
      publish: [{ name, type: 'TXT', value: writeTags(right) }],
    });
  }
  return well('dkim', `${name} is the key that ${standsBy ? 'stands by' : 'signs'} (${kindOf(value)})`);
}

/** What keeps a record from being of use for a key (RFC 6376 §3.6.1). */
function faultOf(text: string, wanted: string): string | undefined {
  const { tags, troubles } = readTags(text);
  const [trouble] = troubles;
  if (trouble !== undefined) return `cannot be read: ${trouble}`;
  const version = tags.get('v');
  if (version !== undefined && (version !== 'DKIM1' || !text.trimStart().startsWith('v'))) {
    return 'does not begin with "v=DKIM1"';
  }
  const key = tags.get('p')?.replace(/\s+/g, '');
  if (key === undefined) return 'holds no key: "p=" is missing';
  if (key === '') return 'is revoked: its "p=" is empty';
  const [has, needs] = [tags.get('k') ?? 'rsa', kindOf(wanted)];
  if (has !== needs) return `is for another kind of key: "k=${has}", but ${needs} signs`;
  const hashes = list(tags.get('h'));
  if (hashes.length > 0 && !hashes.includes('sha256'))
    return `does not allow sha256: "h=${hashes.join(':')}"`;
  const services = list(tags.get('s'));
  if (services.length > 0 && !services.includes('*') && !services.includes('email')) {
    return `is not for mail: "s=${services.join(':')}"`;
  }
  return key === readTags(wanted).tags.get('p') ? undefined : 'is that of another key';
}

function kindOf(value: string): string {
  return readTags(value).tags.get('k') ?? 'rsa';
}

function list(value = ''): string[] {
  return value
    .split(':')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function unsigned(domain: string, relay: string | undefined): Diagnosis {
  const make = `openssl genrsa -out nd.pem 2048, chmod 600 nd.pem, then DKIM_KEYS="nd=nd.pem". This command then shows the record to publish`;
  return ill('dkim', relay === undefined ? 'error' : 'warning', {
    what: `Mail is not signed: DKIM_KEYS is not set`,
    why: WHY,
    fix:
      relay === undefined
        ? `Make a key: ${make}.`
        : `If ${relay} signs for ${domain}, all is well; a message that arrived shows "dkim=pass". Otherwise make a key: ${make}.`,
  });
}

function onlyEd25519(): Diagnosis {
  return ill('dkim', 'warning', {
    what: 'Mail is signed with Ed25519 only',
    why: 'Several large services check RSA signatures alone, and take the mail for unsigned (RFC 8463 §3 asks for both).',
    fix: 'Add an RSA key to DKIM_KEYS: openssl genrsa -out nd.pem 2048',
  });
}
