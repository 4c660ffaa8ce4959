import { domainToASCII } from 'node:url';
import { EmailAddress } from '../model/subscriber.ts';

/** A domain that is in its one form already, as nearly all are; one that begins with xn-- has to be looked at. */
const PLAIN = /^(?!.*xn--)[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]+$/;

/**
 * An address in the one form that is kept: without white space around it, its domain in lower case and ASCII
 * (`Jane@Köln.example` → `Jane@xn--kln-sna.example`); what stands before the @ is left as it is, since only its own
 * server knows whether capitals matter there (RFC 5321 §2.4). Undefined when no mail can be sent to it.
 */
export function canonicalAddress(text: string): EmailAddress | undefined {
  const trimmed = text.trim();
  const at = trimmed.lastIndexOf('@');
  if (at < 1 || trimmed.length > 320) return undefined;
  const domain = trimmed.slice(at + 1);
  if (PLAIN.test(domain)) return checked(`${trimmed.slice(0, at)}@${domain}`);
  // The URL parser would also take 0x7f.1 for an address of a machine, and white space for nothing.
  if (!/^[^\s/\\?#@:%[\]]+$/.test(domain)) return undefined;
  return checked(`${trimmed.slice(0, at)}@${domainToASCII(domain)}`);
}

function checked(address: string): EmailAddress | undefined {
  const parsed = EmailAddress.safeParse(address);
  return parsed.success ? parsed.data : undefined;
}
