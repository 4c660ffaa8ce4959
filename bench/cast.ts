import { newsdesk, plainLoop, smtpSource, type Contender } from './contenders.ts';
import type { Field } from './field.ts';
import { postfixProgram, type SinkName } from './sinks.ts';
import type { Aims } from './table.ts';

const UNSIGNED = { timesPlain: 6, timesSource: 0.9, micros: 60 };
const RSA = { timesPlain: 7, timesSource: 0.65, micros: 400 };

const SOURCE = 'smtp-source';
const PLAIN = 'plain loop';
const PLAIN_RSA = 'plain loop, RSA-2048';

type Part = { contender: Contender; aims: Aims };

/** Who takes part, in the order of the table, each with what it is held against. `few` is the ledger of the proofs. */
export function castOf(field: Field, far: SinkName, ledger: string, few: string): Part[] {
  const { newsroom, letter, sample, rsa, ed25519 } = field;
  const loop = (name: string, key?: string): Contender => ({
    ...plainLoop(name, far, letter, key),
    proof: plainLoop(name, 'own', letter, key),
  });
  const program = (name: string, sink: SinkName, key?: string): Contender => ({
    ...newsdesk(name, sink, newsroom, ledger, key),
    proof: newsdesk(name, 'own', newsroom, few, key),
  });
  const signed: Aims = { plain: PLAIN_RSA, source: SOURCE };
  const parts: Part[] = [
    { contender: smtpSource(SOURCE, far, sample), aims: {} },
    { contender: loop(PLAIN), aims: { source: SOURCE } },
    { contender: loop(PLAIN_RSA, rsa), aims: { source: SOURCE } },
    { contender: program('newsdesk', far), aims: { plain: PLAIN, source: SOURCE, ...UNSIGNED } },
    { contender: program('newsdesk, RSA-2048', far, rsa), aims: { ...signed, ...RSA } },
    { contender: program('newsdesk, Ed25519', far, ed25519), aims: signed },
    { contender: program('newsdesk, own ceiling', 'own'), aims: {} },
  ];
  const sourceThere = postfixProgram(SOURCE) !== undefined;
  return parts.filter(({ contender: { name } }, index) => {
    if (name === SOURCE) return sourceThere;
    // Without smtp-sink everybody meets the counting sink, and the last row would only repeat another one.
    return far !== 'own' || index < parts.length - 1;
  });
}
