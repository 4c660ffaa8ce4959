import { readTags } from '../tags.ts';

export type Policy = 'none' | 'quarantine' | 'reject';

/** A DMARC record as servers read it: what cannot be read counts as not there (RFC 9989 §4.7, §4.8). */
export type DmarcRecord = {
  text: string;
  /** Every tag, in its order. */
  tags: ReadonlyMap<string, string>;
  /** For the domain itself, and for those below it. */
  policy: Policy;
  below: Policy;
  /** The owner said what the policy is, in a word that exists. */
  isSaid: boolean;
  dkim: 'relaxed' | 'strict';
  spf: 'relaxed' | 'strict';
  isTest: boolean;
  /** `y`: a registry such as .gov; `n`: an organisation, whatever stands above it. */
  psd: 'y' | 'n' | 'u';
  /** Where reports go: URIs. */
  rua: readonly string[];
};

/** A text of `_dmarc.` as a record; undefined for anything that is none: `v=DMARC1` comes first and is written just so. */
export function readDmarc(text: string): DmarcRecord | undefined {
  if (!/^v\s*=\s*DMARC1\s*(;|$)/.test(text)) return undefined;
  const { tags } = readTags(text);
  const said = policyOf(tags.get('p'));
  const policy = said ?? 'none';
  const psd = tags.get('psd')?.toLowerCase();
  return {
    text,
    tags,
    policy,
    below: policyOf(tags.get('sp')) ?? policy,
    isSaid: said !== undefined,
    dkim: tags.get('adkim')?.toLowerCase() === 's' ? 'strict' : 'relaxed',
    spf: tags.get('aspf')?.toLowerCase() === 's' ? 'strict' : 'relaxed',
    isTest: tags.get('t')?.toLowerCase() === 'y',
    psd: psd === 'y' || psd === 'n' ? psd : 'u',
    rua: (tags.get('rua') ?? '')
      .split(',')
      .map((uri) => uri.trim())
      .filter((uri) => uri !== ''),
  };
}

function policyOf(value: string | undefined): Policy | undefined {
  const word = value?.toLowerCase();
  return word === 'none' || word === 'quarantine' || word === 'reject' ? word : undefined;
}
