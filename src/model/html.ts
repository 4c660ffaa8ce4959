const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe for HTML and XML content and for quoted attribute values. */
export function escapeHtml(text: string): string {
  return /[&<>"']/.test(text)
    ? text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character)
    : text;
}

/** A piece of HTML that is known to be safe to print as it stands. */
export class Html {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
  toString(): string {
    return this.source;
  }
}

type Hole = Html | string | number | undefined | null | false | readonly Hole[];

/**
 * Builds HTML from a template whose holes are escaped. An Html goes in as it is, an array is joined, and undefined,
 * null and false print nothing, so that `${condition && html`…`}` reads well.
 */
export function html(parts: TemplateStringsArray, ...holes: readonly Hole[]): Html {
  let source = parts[0] ?? '';
  for (let i = 0; i < holes.length; i += 1) source += print(holes[i]) + (parts[i + 1] ?? '');
  return new Html(source);
}

/** Declares a string to be safe HTML. Only for output of our own renderers and of the sanitiser. */
export function trusted(source: string): Html {
  return new Html(source);
}

function print(hole: Hole): string {
  if (hole instanceof Html) return hole.source;
  if (hole === undefined || hole === null || hole === false) return '';
  if (Array.isArray(hole)) return hole.map(print).join('');
  return escapeHtml(String(hole));
}
