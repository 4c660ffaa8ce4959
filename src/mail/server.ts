import type { Courier } from './courier.ts';
import { directCourier } from './direct/direct.ts';
import { smtpCourier } from './smtp.ts';
import type { Member } from './relays.ts';
import { readSmtpUrl, readSmtpUrls, type SmtpOptions } from './smtp-url.ts';

/**
 * The courier to the mail server at an SMTP_URL: the narrow one to a relay on this machine that wants neither TLS nor a
 * password, nodemailer's to all others. Throws SmtpUrlError; connects when the first message comes.
 */
export function serverCourier(url: string, options: SmtpOptions = {}): Courier {
  const server = readSmtpUrl(url);
  return server.tls === 'none' && !server.auth ? directCourier(server, options) : smtpCourier(url, options);
}

/** The couriers to all the mail servers of an SMTP_URL. Throws SmtpUrlError. */
export function serverCouriers(urls: string, options: SmtpOptions = {}): Member[] {
  return readSmtpUrls(urls).map(({ url, weight }) => ({ courier: serverCourier(url, options), weight }));
}
