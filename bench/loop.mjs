// The peer: what a user would write. Read, split, render, sanitise and write each file, one after the other.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import matter from 'gray-matter';
import { Marked } from 'marked';
import sanitize from 'sanitize-html';

const [from, to] = process.argv.slice(2);
const marked = new Marked();
mkdirSync(to, { recursive: true });
for (const name of readdirSync(from).filter((file) => file.endsWith('.md'))) {
  const { content, data } = matter(readFileSync(join(from, name), 'utf8'), {});
  const body = sanitize(marked.parse(content));
  writeFileSync(join(to, name.replace(/md$/, 'html')), `<h1>${data.title}</h1>\n${body}`);
}
