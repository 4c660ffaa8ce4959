const [TAB, LF, CR, BLANK, EQUALS, DOT, F] = [9, 10, 13, 32, 61, 46, 70];
const HEX = Buffer.from('0123456789ABCDEF');
const FROM = Buffer.from('From ');

/** Characters on a line before its soft break: the "=" makes it 76, the most that RFC 2045 §6.7 allows. */
const WIDTH = 75;

/** A soft line break: gone when decoded. Piece by piece it brings the next one to the beginning of a line. */
const SOFT_BREAK = Buffer.from('=\r\n');

/**
 * Text as quoted-printable UTF-8 (RFC 2045 §6.7): lines of at most 76 characters, every line end (CRLF, LF or CR) a CRLF,
 * a lone surrogate as U+FFFD. No line begins with a dot, which a server could take for the end of the message, nor with
 * "From ", which ends a message in a mailbox file. It begins a line and leaves the last one open, ended by no blank.
 */
export function quotedPrintable(text: string): Buffer {
  return encode(text, false);
}

/**
 * The same, ready for another piece to follow: it ends at the beginning of a line, in a soft break where need be. So pieces
 * may be joined in any order and number, and what they decode to is their texts, one after the other. It is ASCII.
 */
export function quotedPiece(text: string): string {
  // Links and addresses, three in every copy, are themselves already.
  return PLAIN_LINE.test(text) ? `${text}=\r\n` : encode(text, true).toString('latin1');
}

/** What a line may be without being encoded; it begins with neither a dot nor an F. */
const PLAIN_LINE = /^[!-\-/-<>-EG-~][!-<>-~]{0,74}$/;

function encode(text: string, more: boolean): Buffer {
  const source = Buffer.from(text.toWellFormed());
  const room = Buffer.allocUnsafe(source.length * 4 + SOFT_BREAK.length);
  let at = 0;
  let column = 0;
  for (let i = 0; i < source.length;) {
    const byte = source[i] ?? 0;
    if (byte === CR || byte === LF) {
      room[at] = CR;
      room[at + 1] = LF;
      at += 2;
      column = 0;
      i += byte === CR && source[i + 1] === LF ? 2 : 1;
      continue;
    }
    const length = lengthOfCharacter(byte);
    const plain = length === 1 && isPlain(byte, source, i);
    const width = plain ? 1 : 3 * length;
    if (column + width > WIDTH) {
      at += SOFT_BREAK.copy(room, at);
      column = 0;
    }
    if (plain && !(column === 0 && isRisky(byte, source, i))) {
      room[at] = byte;
      at += 1;
      column += 1;
      i += 1;
      continue;
    }
    // All bytes of a character stay on one line: some readers decode line by line.
    for (const end = i + length; i < end; i += 1) {
      const escaped = source[i] ?? 0;
      room[at] = EQUALS;
      room[at + 1] = HEX[escaped >> 4] ?? 0;
      room[at + 2] = HEX[escaped & 15] ?? 0;
      at += 3;
      column += 3;
    }
  }
  if (more && column > 0) at += SOFT_BREAK.copy(room, at);
  return room.subarray(0, at);
}

/** Of a UTF-8 character, by its first byte. */
function lengthOfCharacter(byte: number): number {
  if (byte < 0xc0) return 1;
  return byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

/** May stand for itself: printable ASCII but "=", and a blank that more than a line end or the end of the piece follows. */
function isPlain(byte: number, source: Buffer, at: number): boolean {
  if (byte > BLANK) return byte < 127 && byte !== EQUALS;
  if (byte !== BLANK && byte !== TAB) return false;
  const next = source[at + 1];
  return next !== undefined && next !== CR && next !== LF;
}

/** May not begin a line. */
function isRisky(byte: number, source: Buffer, at: number): boolean {
  return byte === DOT || (byte === F && FROM.equals(source.subarray(at, at + FROM.length)));
}
