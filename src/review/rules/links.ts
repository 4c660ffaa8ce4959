import { targetOf } from '../addresses.ts';
import { NOTHING, type Context, type Mark, type Rule } from '../rule.ts';
import { resolvePath } from '../../model/address.ts';
import { quote } from '../words.ts';

/** Addresses that cannot lead anywhere, whatever files there are. */
export const linkRules: readonly Rule[] = [
  {
    id: 'link/scheme',
    severity: 'error',
    about: 'A link or picture whose address is not https, http, mailto, tel or a file of the newsroom',
    source: 'house rule',
    why: 'Such an address is taken out before publishing, because it could run code or lead nowhere for the reader.',
    check: checkAddresses,
  },
  {
    id: 'photo/outside',
    severity: 'error',
    about: 'A photo that is not a file of the newsroom',
    source: 'house rule',
    why: 'Photos are published from the newsroom’s own folder, so that they cannot change or vanish elsewhere.',
    check: ({ front, source, locate }) => {
      if (front.type !== 'release' || !front.photos) return NOTHING;
      return front.photos.flatMap(({ file }, index) =>
        resolvePath(source.path, file) === undefined
          ? {
              at: locate(['photos', index, 'file'], 'value'),
              what: `The photo ${quote(file)} is not a path within the newsroom’s folder`,
              fix: 'Save the photo beside the release and write its path from this file’s folder: photos/bridge.jpg.',
            }
          : [],
      );
    },
  },
];

function checkAddresses({ addresses, source, newsroom }: Context): readonly Mark[] {
  if (addresses.length === 0) return NOTHING;
  const marks: Mark[] = [];
  for (const { kind, href, at } of addresses) {
    const target = targetOf(kind, href, source.path, newsroom.site.url);
    if (target.to !== 'nowhere') continue;
    const what = `The ${kind === 'link' ? 'link' : 'picture'} ${target.why}`;
    marks.push({ at, what, fix: target.fix });
  }
  return marks;
}
