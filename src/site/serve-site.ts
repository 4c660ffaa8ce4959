import type { SiteContent } from './app.ts';
import { openServer, type OpenSite } from './server.ts';

/**
 * Serves the public site until it is closed. The web libraries are loaded here, on first use: no other command needs
 * them. Rejects with SiteError when nothing can be opened on that host and port.
 */
export async function serveSite(options: SiteContent & { host: string; port: number }): Promise<OpenSite> {
  const { siteApp } = await import('./app.ts');
  return openServer(siteApp(options), options.host, options.port);
}
