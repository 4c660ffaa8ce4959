import { type Html, html } from './html.ts';
import type { ShelvedFile, ShelvedPicture } from './shelf.ts';

/**
 * The attributes of an `img` that say where a picture is and how large: the browser takes the form that fits. `sizes` says
 * in CSS how wide the page shows it; `site` stands before every address.
 */
export function sourceOf(
  { address, width, height, sizes: forms }: ShelvedPicture,
  site: string,
  sizes: string,
): Html {
  const set = forms.map((form) => `${site}${form.address} ${form.width}w`).join(', ');
  const choice = forms.length > 1 && html` srcset="${set}" sizes="${sizes}"`;
  return html` src="${site}${address}"${choice} width="${width}" height="${height}"`;
}

/** A body as our own renderer wrote it, its addresses below `site`, with every form of its pictures. */
export function withForms(
  body: string,
  files: readonly (ShelvedFile | ShelvedPicture)[],
  site: string,
  sizes: string,
): string {
  return eachPicture(body, files, site, (picture) => sourceOf(picture, site, sizes));
}

/** A body as our own renderer wrote it with its pictures in the form for mail. */
export function withLetterForms(body: string, files: readonly (ShelvedFile | ShelvedPicture)[]): string {
  return eachPicture(
    body,
    files,
    '',
    ({ letter: { address, width, height } }) => html` src="${address}" width="${width}" height="${height}"`,
  );
}

function eachPicture(
  body: string,
  files: readonly (ShelvedFile | ShelvedPicture)[],
  site: string,
  source: (picture: ShelvedPicture) => Html,
): string {
  const pictures = new Map(files.flatMap((file) => ('sizes' in file ? [[site + file.address, file]] : [])));
  if (pictures.size === 0) return body;
  return body.replace(
    /(<img\b[^>]*?) src="([^"]*)"([^>]*)>/g,
    (tag, before: string, address: string, after: string) => {
      const picture = pictures.get(address);
      if (!picture) return tag;
      const rest = (before + after).replace(/ (?:width|height)="[^"]*"/g, '');
      return `<img${source(picture).source}${rest.slice('<img'.length)}>`;
    },
  );
}
