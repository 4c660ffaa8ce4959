import type { TLSSocket } from 'node:tls';
import { ill, well, type Diagnosis } from './diagnosis.ts';

/** What a server showed when TLS began. */
export type Certificate = {
  /** `TLSv1.3` */
  protocol: string;
  /** Why it is not to be trusted, as a code of OpenSSL or Node; absent when it is. */
  fault?: string;
  /** The names that it is for: `DNS:mail.example.gov`. */
  names: string;
  /** Epoch ms; NaN when it has none. */
  until: number;
};

const DAY = 86_400_000;
/** Certificates are commonly renewed thirty days before they end: with fewer left, renewing does not work. */
const FEW_DAYS = 21;

const FAULTS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'has ended',
  CERT_NOT_YET_VALID: 'is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'is for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is signed by itself, which proves nothing',
  SELF_SIGNED_CERT_IN_CHAIN: 'comes from an authority that this machine does not know',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'comes from an authority that this machine does not know',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'comes without the certificates between it and its authority',
};

/** What a connection shows once TLS has begun. */
export function certificateOf(socket: TLSSocket): Certificate {
  const { subjectaltname, valid_to: until } = socket.getPeerCertificate();
  // Node gives a code where its types promise an Error.
  const error: unknown = socket.authorizationError;
  const fault = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return {
    protocol: socket.getProtocol() ?? 'unknown',
    ...(!socket.authorized && { fault }),
    names: subjectaltname ?? '',
    until: Date.parse(until ?? ''),
  };
}

/** Whether a certificate proves that the server is `host`, and for how long it will, seen at an instant. */
export function judgeCertificate(id: string, host: string, seen: Certificate, at: number): Diagnosis {
  const { fault, names, until, protocol } = seen;
  const day = Number.isNaN(until) ? 'an unknown day' : new Date(until).toISOString().slice(0, 10);
  if (fault !== undefined) {
    return ill(id, 'error', {
      what: `The certificate of ${host} ${FAULTS[fault] ?? `cannot be trusted (${fault})`}`,
      why: 'Nobody can tell the server from one that pretends to be it, so nothing is sent or shown.',
      fix: `Give ${host} a certificate for that name from an authority that everybody knows, and renew it automatically.`,
      found: [`${names || 'no names'}, until ${day}`],
    });
  }
  const days = Math.floor((until - at) / DAY);
  if (days < FEW_DAYS) {
    return ill(id, 'warning', {
      what: `The certificate of ${host} ends in ${days} ${days === 1 ? 'day' : 'days'}, on ${day}`,
      why: 'It should have been renewed by now. When it has ended, nothing is sent or shown.',
      fix: 'Renew it, and see why that did not happen by itself.',
    });
  }
  return well(id, `The certificate of ${host} is good until ${day} (${protocol})`);
}
