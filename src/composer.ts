import type { Banner } from './model/banner.ts';
import type { Shelf } from './model/shelf.ts';
import type { Press } from './press.ts';
import type { Compose } from './publish/mailing.ts';
import { composeDigest, composeRelease } from './render/letter/letter.ts';

/** Composes letters, under a banner or without; mjml is loaded when the first one is. */
export function composer(
  press: Press,
  shelf: Shelf,
  templates: Map<string, string>,
  banner?: Banner,
): Compose {
  const { newsroom, site } = press;
  const context = { newsroom, site, templates, ...(banner ? { banner } : {}) };
  const releases = shelf.releases.flatMap((item) => (item.state === 'withdrawn' ? [] : item.release));
  return async ({ item }) => {
    const forms = await item.forms();
    if (!('release' in item)) return composeDigest(item, forms, context);
    const updated = releases.find(({ number }) => number === item.release.updates);
    return composeRelease(item, forms, { ...context, ...(updated ? { updated } : {}) });
  };
}
