import type { TraceKind } from '../model/trace.ts';
import type { Found } from './found.ts';

/**
 * Names of XMP properties by what they tell. Programs choose their own prefixes, and a property is an attribute as often
 * as an element, so names are looked for wherever they stand: one that is only mentioned counts too.
 */
const NAMES: [TraceKind, RegExp][] = [
  ['position', /\bGPS(?:Latitude|Longitude|Altitude|Dest\w+|Position|Coordinates)\b/],
  ['people', /\b(?:PersonInImage\w*|mwg-rs:Regions?|MPRI:Regions|RegionInfo|RegionList|PersonDisplayName)\b/],
  [
    'author',
    /\b(?:dc:(?:creator|rights|contributor|publisher)|xmpRights:\w+|photoshop:(?:Credit|Source|AuthorsPosition|CaptionWriter)|tiff:(?:Artist|Copyright)|CreatorContactInfo|Ci\w+Work|OwnerName|cc:\w+|plus:\w+|pdf:Author)\b/,
  ],
  [
    'place',
    /\b(?:photoshop:(?:City|State|Country)|Iptc4xmpCore:(?:Location|CountryCode)|Iptc4xmpExt:Location\w+|Sublocation)\b/,
  ],
  ['device', /\b\w*SerialNumber\b|\bexif:ImageUniqueID\b/],
  [
    'history',
    /\b(?:xmpMM:\w+|stEvt:\w+|stRef:\w+|photoshop:(?:DocumentAncestors|History|SidecarForExtension)|crs:\w+|lr:\w+|pdf:Trapped)\b/,
  ],
  ['thumbnail', /\b(?:xmpGImg:\w+|xmp:Thumbnails)\b/],
  ['attached', /\b(?:GCamera:(?:Micro|Motion)\w+|Container:Directory|GImage:\w+|GAudio:\w+|GDepth:\w+)\b/],
  [
    'words',
    /\b(?:dc:(?:title|description|subject)|photoshop:(?:Headline|Instructions|TransmissionReference)|pdf:Keywords)\b/,
  ],
  [
    'time',
    /\b(?:xmp:(?:CreateDate|ModifyDate|MetadataDate)|photoshop:DateCreated|exif:DateTime\w+|tiff:DateTime)\b/,
  ],
  ['camera', /\b(?:tiff:(?:Make|Model)|aux:\w+|exifEX:\w+|exif:(?:Exposure|FNumber|ISO)\w*)\b/],
  ['software', /\b(?:xmp:CreatorTool|tiff:Software|pdf:Producer)\b/],
];

/** XMP is read so far; whatever stands behind is counted as `other`. Bytes. */
const MOST = 2_000_000;

/** Reads an XMP packet (ISO 16684-1), or a part of one. */
export function readXmp(bytes: Buffer, found: Found): void {
  if (bytes.length === 0) return;
  // UTF-16 and UTF-32 have a zero in every other place; names are plain ASCII.
  const text = bytes.toString('latin1', 0, MOST).replaceAll('\0', '');
  const kinds = NAMES.filter(([, names]) => names.test(text)).map(([kind]) => kind);
  if (kinds.length === 0 || bytes.length > MOST) found.add('other');
  for (const kind of kinds) found.add(kind);
}
