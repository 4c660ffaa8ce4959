/**
 * Reads a stream to its end and gives its first `limit` bytes; the rest is forgotten, so that whoever writes it is not cut
 * off. Rejects when the stream breaks.
 */
export async function readInput(stream: AsyncIterable<unknown>, limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    if (length < limit) chunks.push(bytes.subarray(0, limit - length));
    length += bytes.length;
  }
  return Buffer.concat(chunks);
}
