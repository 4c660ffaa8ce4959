const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';
const CODES = Buffer.from(LETTERS);

/** Bytes as lower-case base32 (RFC 4648 §6) without padding, for places where case may be lost on the way. */
export function base32(bytes: Uint8Array): string {
  const room = Buffer.allocUnsafe(Math.ceil((bytes.length * 8) / 5));
  let at = 0;
  let bits = 0;
  let held = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    held = (held << 8) | (bytes[index] ?? 0);
    for (bits += 8; bits >= 5; bits -= 5, at += 1) room[at] = CODES[(held >> (bits - 5)) & 31] ?? 0;
    held &= 31;
  }
  if (bits > 0) room[at] = CODES[(held << (5 - bits)) & 31] ?? 0;
  return room.toString('latin1');
}

/** The bytes of a base32 text in letters of either case; undefined for what `base32` never gives. */
export function fromBase32(text: string): Uint8Array | undefined {
  // Letters of other alphabets have small forms too: K, the sign of the kelvin, has k.
  if (!/^[A-Za-z2-7]*$/.test(text)) return undefined;
  const lower = text.toLowerCase();
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const letter of lower) {
    held = ((held << 5) | LETTERS.indexOf(letter)) & 4095;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 255);
  }
  const read = Uint8Array.from(bytes);
  return base32(read) === lower ? read : undefined;
}
