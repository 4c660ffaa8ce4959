/** A record as it is typed into the form of a DNS provider; `value` in one piece, however long. */
export type DnsRecord = { name: string; type: 'TXT' | 'MX' | 'A' | 'AAAA' | 'PTR'; value: string };

/**
 * - `error`: mail will be refused, hidden or lost, or soon.
 * - `warning`: it may be.
 * - `hint`: good to have.
 * - `ok`: looked at, and well.
 */
export type Severity = 'error' | 'warning' | 'hint' | 'ok';

/** One remark of the doctor: what was seen, and unless all is well why it matters, what to do and what to publish. */
export type Diagnosis = {
  /** What was looked at: `doctor/spf`. */
  id: string;
  severity: Severity;
  what: string;
  why?: string;
  fix?: string;
  /** What stands there now. */
  found?: readonly string[];
  /** What should stand in the DNS. */
  publish?: readonly DnsRecord[];
};

/** What a finding says besides its id and how bad it is. */
export type Remark = Omit<Diagnosis, 'id' | 'severity'> & { why: string; fix: string };

/** All is well with one thing. */
export function well(id: string, what: string): Diagnosis {
  return { id: `doctor/${id}`, severity: 'ok', what };
}

/** Something is to be done. What the world said is made printable: it may hold anything. */
export function ill(id: string, severity: Exclude<Severity, 'ok'>, remark: Remark): Diagnosis {
  const { found, publish, ...words } = remark;
  return {
    id: `doctor/${id}`,
    severity,
    ...words,
    ...(found && found.length > 0 && { found: found.map(printable) }),
    ...(publish && publish.length > 0 && { publish: publish.map(tidy) }),
  };
}

/** Nobody knows, because the world did not answer. */
export function unknown(id: string, subject: string, why: string): Diagnosis {
  return ill(id, 'error', {
    what: `${subject} could not be looked at: ${why}`,
    why: 'Mail servers ask the same question. When they get no answer either, mail is put off or refused.',
    fix: 'Try again in a few minutes. If it stays so, tell whoever runs your DNS or this machine’s network.',
  });
}

/** Without control characters or anything that turns a terminal's text around. */
export function printable(text: string): string {
  return text.replace(/[^ -~]+/g, '?').slice(0, 2000);
}

function tidy({ name, type, value }: DnsRecord): DnsRecord {
  return { name: printable(name), type, value: printable(value) };
}

const ORDER: readonly Severity[] = ['error', 'warning', 'hint', 'ok'];

/** The worst first; within one severity as they were found. */
export function inOrder(diagnoses: readonly Diagnosis[]): Diagnosis[] {
  return diagnoses.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}
