// The peer: node:http alone, answering every request with one status and one file's bytes: FILE STATUS. Prints its port.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [, , file, word] = process.argv;
const status = Number(word);
const bytes = readFileSync(file);
const headers =
  status === 304
    ? { ETag: '"constant"' }
    : { 'Content-Type': 'application/rss+xml', 'Content-Length': bytes.length, ETag: '"constant"' };
const server = createServer((request, response) => {
  response.writeHead(status, headers);
  if (status === 304) response.end();
  else response.end(bytes);
});
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`${JSON.stringify({ port: server.address().port })}\n`),
);
