/** One header, its name in lower case, its value unfolded. */
export type Field = { name: string; value: string };

/** Of one block of headers; what lies beyond is not looked at. */
const LINES = 2000;
const VALUE = 8000;

/**
 * Headers of a text that need not be well formed: lines that belong to none are skipped, and a folded line belongs to the
 * one above it. Ends at the first empty line.
 */
export function readFields(text: string): Field[] {
  const fields: Field[] = [];
  for (const line of text.split(/\r?\n/, LINES)) {
    if (line.trim() === '') break;
    if (/^[ \t]/.test(line)) {
      const last = fields.at(-1);
      if (last && last.value.length < VALUE) last.value = `${last.value} ${line.trim()}`.trim();
      continue;
    }
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && /^[!-~]{1,80}$/.test(name)) {
      fields.push({ name, value: line.slice(colon + 1, colon + 1 + VALUE).trim() });
    }
  }
  return fields;
}

/** The value of the first header of a name; empty when there is none. */
export function valueOf(fields: readonly Field[], name: string): string {
  return fields.find((field) => field.name === name)?.value ?? '';
}

/** The values of all headers of a name, in their order. */
export function valuesOf(fields: readonly Field[], name: string): string[] {
  return fields.flatMap((field) => (field.name === name ? [field.value] : []));
}
