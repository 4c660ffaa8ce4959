import { endOfUse } from './copy.ts';
import { HEAD, LINES } from './limits.ts';

/** As much of a message as is read: never more than a megabyte, and not the body of the copy at its end. */
export function headOf(bytes: Uint8Array): Uint8Array {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, HEAD));
  const head = all.subarray(0, endOfLines(all));
  return head.subarray(0, endOfUse(head.toString('latin1')));
}

function endOfLines(text: Buffer): number {
  let end = 0;
  for (let lines = 0; lines < LINES; lines += 1) {
    const next = text.indexOf(0x0a, end);
    if (next === -1) return text.length;
    end = next + 1;
  }
  return end;
}
