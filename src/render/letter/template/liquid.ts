import type { Liquid } from 'liquidjs';
import { escapeHtml, Html } from '../../../model/html.ts';
import { templateName, type Templates } from '../context.ts';
import { mark, unmark, type Traced } from './trace.ts';

/** The newsroom's templates, ready to render. What goes wrong is thrown as liquidjs throws it (see faults.ts). */
export type Engine = {
  /** Compiles one template; throws where its Liquid is wrong. */
  parse: (name: string) => void;
  render: (name: string, view: object) => string;
  renderTraced: (name: string, view: object) => Traced;
  filters: string[];
  tags: string[];
};

const SAME_BYTES =
  'Print the dates and lists that there are: a mail must be the same bytes whenever it is made.';

/** Filters of liquidjs that there are not here, and what to do instead. */
export const TAKEN_AWAY: Record<string, string> = {
  raw: 'Leave it out: HTML that is safe prints as it is, everything else is always escaped.',
  sample: SAME_BYTES,
  date: SAME_BYTES,
  date_to_xmlschema: SAME_BYTES,
  date_to_rfc822: SAME_BYTES,
  date_to_string: SAME_BYTES,
  date_to_long_string: SAME_BYTES,
};

const engines = new WeakMap<Templates, Promise<Engine>>();

/**
 * The engine for these templates. Every value that is printed is escaped unless it is an Html of ours; there is no
 * filter that lifts this (`raw` is taken away). Templates see each other and nothing else: no file, no environment.
 */
export function engineFor(templates: Templates): Promise<Engine> {
  let engine = engines.get(templates);
  if (!engine) {
    engine = makeEngine(templates);
    engines.set(templates, engine);
  }
  return engine;
}

async function makeEngine(templates: Templates): Promise<Engine> {
  const { Liquid } = await import('liquidjs');
  const paths = [...templates.keys()];
  const plain = liquidOver(
    Liquid,
    [...templates].map(([path, source]) => [templateName(path), source]),
  );
  let traced: Liquid | undefined;
  return {
    parse: (name) => void plain.parseFileSync(name),
    render: (name, view) => String(plain.renderFileSync(name, {}, { globals: view })),
    renderTraced: (name, view) => {
      traced ??= liquidOver(
        Liquid,
        [...templates].map(([path, source], index) => [templateName(path), mark(source, index)]),
      );
      return unmark(String(traced.renderFileSync(name, {}, { globals: view })), paths);
    },
    filters: Object.keys(plain.filters),
    tags: Object.keys(plain.tags),
  };
}

function liquidOver(Engine: typeof Liquid, templates: [name: string, source: string][]): Liquid {
  const liquid = new Engine({
    templates: Object.fromEntries(templates),
    strictVariables: true,
    strictFilters: true,
    cache: true,
    outputEscape: (value: unknown) => (value instanceof Html ? value.source : escapeHtml(printed(value))),
    // A template that loops without end, or eats the memory, is a broken template. Units: characters, ms, objects.
    parseLimit: 4_000_000,
    renderLimit: 5000,
    memoryLimit: 5_000_000,
  });
  for (const name of Object.keys(TAKEN_AWAY)) delete liquid.filters[name];
  return liquid;
}

function printed(value: unknown): string {
  if (Array.isArray(value)) return value.map(printed).join('');
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  return '';
}
