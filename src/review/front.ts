import { IssueFrontMatter } from '../model/issue.ts';
import { ReleaseFrontMatter } from '../model/release.ts';

/** The fields of the front matter that are of the right type: all of them when the schema accepted it. */
export type Front =
  ({ type: 'release' } & Partial<ReleaseFrontMatter>) | ({ type: 'issue' } & Partial<IssueFrontMatter>);

/** The fields that are sound by themselves in data that the schema refused, so that those are checked all the same. */
export function soundFields(kind: Front['type'], data: Readonly<Record<string, unknown>>): Front {
  const { shape } = kind === 'release' ? ReleaseFrontMatter : IssueFrontMatter;
  const sound: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(shape)) {
    if (!Object.hasOwn(data, key)) continue;
    const parsed = field.safeParse(data[key]);
    if (parsed.success) sound[key] = parsed.data;
  }
  return { ...sound, type: kind };
}
