import { isAlias, isScalar, visit, type Document, type Node } from 'yaml';
import type { Trouble } from './trouble.ts';

const LOST = 'Words would be lost without a trace.';
const QUOTE = 'If it belongs to the text, put the whole text in quotes.';

/**
 * What YAML would swallow or put together without an error: aliases and anchors, merge keys, and a text cut off at
 * ` #`. Looks only where the text has the character at all.
 */
export function hiddenTroubles(text: string, document: Document.Parsed): Trouble[] {
  const troubles: Trouble[] = [];
  if (/[&*]|<<|__proto__/.test(text)) visitReferences(document, troubles);
  if (/[ \t]#\S/.test(text)) visitComments(text, document, troubles);
  return troubles;
}

function visitReferences(document: Document.Parsed, troubles: Trouble[]): void {
  const add = (node: Node, rule: string, what: string, fix: string, before = 0): void => {
    const [start, end] = node.range ?? [0, 0];
    troubles.push({
      rule,
      severity: 'error',
      offset: start - before,
      length: end - start + before,
      what,
      why: LOST,
      fix,
    });
  };
  visit(document, {
    Node(_key, node) {
      if (isAlias(node))
        add(
          node,
          'yaml/alias',
          `"*${node.source}" refers to another place, which is not allowed here`,
          `${QUOTE} Otherwise write out what is meant.`,
        );
      else if (node.anchor !== undefined)
        add(
          node,
          'yaml/anchor',
          `"&${node.anchor}" names a place, which is not allowed here`,
          QUOTE,
          node.anchor.length + 2,
        );
    },
    Pair(_key, { key }) {
      if (!isScalar(key)) return;
      if (key.value === '<<')
        add(
          key,
          'yaml/merge',
          '"<<" copies keys from another place, which is not allowed here',
          'Write out the keys that are meant.',
        );
      if (key.value === '__proto__') add(key, 'yaml/key', '"__proto__" cannot be a key', 'Remove it.');
    },
  });
}

function visitComments(text: string, document: Document.Parsed, troubles: Trouble[]): void {
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.comment !== 'string' || /^\s|^$/.test(node.comment) || !node.range) return;
      const offset = text.indexOf('#', node.range[1]);
      const shown = node.comment.split('\n', 1)[0] ?? '';
      troubles.push({
        rule: 'yaml/comment',
        severity: 'warning',
        offset,
        length: shown.length + 1,
        what: `"#${shown}" is taken for a note and not printed`,
        why: 'Outside quotes, everything from " #" to the end of the line is a note to whoever edits the file.',
        fix: 'If it belongs to the text, put the whole text in quotes; if it is a note, write a blank after "#".',
      });
    },
  });
}
