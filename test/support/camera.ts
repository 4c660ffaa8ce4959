import sharp from 'sharp';

/** What a camera and an editor write into a picture, in the words of test/traces. */
const PLACE = { lat: '38/1 38/1 0/1', long: '90/1 20/1 0/1' };
/** Names that may be in no public file. */
export const SECRETS = ['Pat Sample', 'SN-4711-X', 'xmp.did:4711', 'SECRETPLACE', 'Editor 9'];

const XMP = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:City="SECRETPLACE" xmpMM:OriginalDocumentID="xmp.did:4711"><dc:creator><rdf:Seq><rdf:li>Pat Sample</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

function corner(background: string, left: number, top: number) {
  return {
    input: { create: { width: 40, height: 40, channels: 3 as const, background } },
    left,
    top,
  };
}

/** A scene that looks another way from every side: a red corner above on the left, a blue one below on the right. */
export function scene(width = 300, height = 200) {
  return sharp({ create: { width, height, channels: 3, background: '#808080' } }).composite([
    corner('#ff0000', 0, 0),
    corner('#0000ff', width - 40, height - 40),
  ]);
}

/** A picture with EXIF (position, author, serial number, dates) and XMP, as seen when the camera was held like that. */
export async function snapshot(
  type: 'jpeg' | 'png' | 'webp',
  orientation = 1,
  width = 300,
  height = 200,
): Promise<Buffer> {
  return scene(width, height)
    .withExif({
      IFD0: { Artist: 'Pat Sample', Software: 'Editor 9', Make: 'Camera', Orientation: String(orientation) },
      IFD2: { BodySerialNumber: 'SN-4711-X', DateTimeOriginal: '2026:11:13 08:00:00' },
      IFD3: { GPSLatitude: PLACE.lat, GPSLatitudeRef: 'N', GPSLongitude: PLACE.long, GPSLongitudeRef: 'W' },
    })
    .withXmp(XMP)
    .withMetadata({ orientation })
    .toFormat(type)
    .toBuffer();
}

/** A segment of a JPEG file: marker and content. */
export function segment(marker: number, ...parts: (string | Buffer)[]): Buffer {
  const data = Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)),
  );
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

/** A JPEG file with more segments after its beginning, and more bytes behind its end. */
export function withSegments(jpeg: Buffer, segments: readonly Buffer[], behind = ''): Buffer {
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2), Buffer.from(behind, 'latin1')]);
}

/** One resource of Photoshop. */
export function resource(id: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.write('8BIM', 0, 'latin1');
  head.writeUInt16BE(id, 4);
  head.writeUInt32BE(data.length, 8);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

/** One dataset of IPTC. */
export function dataset(number: number, value: string): Buffer {
  const head = Buffer.from([0x1c, 2, number, 0, value.length]);
  return Buffer.concat([head, Buffer.from(value, 'latin1')]);
}

/** EXIF of a big-endian camera with a thumbnail of 3000 bytes, as APP1 of a JPEG file. */
export function thumbnailExif(): Buffer {
  const bytes = Buffer.alloc(64 + 3000);
  bytes.write('MM\0*', 0, 'latin1');
  bytes.writeUInt32BE(8, 4);
  bytes.writeUInt16BE(0, 8);
  bytes.writeUInt32BE(14, 10);
  bytes.writeUInt16BE(2, 14);
  [
    [0x0201, 64],
    [0x0202, 3000],
  ].forEach(([tag = 0, value = 0], i) => {
    const at = 16 + i * 12;
    bytes.writeUInt16BE(tag, at);
    bytes.writeUInt16BE(4, at + 2);
    bytes.writeUInt32BE(1, at + 4);
    bytes.writeUInt32BE(value, at + 8);
  });
  return segment(0xe1, 'Exif\0\0', bytes);
}

/** The colour at a place, as red, green, blue. */
export async function colourAt(picture: Uint8Array, left: number, top: number): Promise<number[]> {
  const pixel = await sharp(picture)
    .removeAlpha()
    .toColourspace('srgb')
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer();
  return [...pixel];
}
