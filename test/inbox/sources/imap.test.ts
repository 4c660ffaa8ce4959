import { describe, expect, it } from 'vitest';
import { HEAD } from '../../../src/inbox/limits.ts';
import { imapSource, type Bookmark, type ImapServer } from '../../../src/inbox/sources/imap.ts';
import { gather } from './gather.ts';
import { scriptedImap, type Held, type Mailbox, type ScriptedImap } from './scripted-imap.ts';

function held(uid: number, text: string): Held {
  return { uid, text, flags: new Set() };
}

function kept(): Bookmark & { position: string | undefined } {
  const mark: Bookmark & { position: string | undefined } = {
    position: undefined,
    get: async () => mark.position,
    set: async (position) => {
      mark.position = position;
    },
  };
  return mark;
}

function serverOf({ host, port }: ScriptedImap, change: Partial<ImapServer> = {}): ImapServer {
  return { name: `${host}:${port}`, host, port, tls: 'none', user: 'desk', password: 'secret', ...change };
}

async function opened(mailbox: Mailbox, mark = kept()) {
  const imap = await scriptedImap(mailbox);
  return { imap, mark, source: imapSource(serverOf(imap), 'INBOX', mark) };
}

describe('a mailbox', () => {
  it('is read in the order of its UIDs, and what was taken is seen', async () => {
    const mailbox = { uidValidity: 7, messages: [held(3, 'one\r\n'), held(8, 'two\r\n')] };
    const { source, mark, imap } = await opened(mailbox);
    expect(await gather(source)).toEqual(['one\r\n', 'two\r\n']);
    expect(mailbox.messages.map(({ flags }) => flags)).toEqual([new Set(['\\Seen']), new Set(['\\Seen'])]);
    expect(mark.position).toBe('7:8');
    expect(imap.commands.at(-1)).toBe('LOGOUT');
  });

  it('leaves what a person has to read unseen and flagged', async () => {
    const mailbox = { uidValidity: 7, messages: [held(3, 'from a person')] };
    const { source } = await opened(mailbox);
    await gather(source);
    expect([...(mailbox.messages[0]?.flags ?? [])]).toEqual(['\\Flagged']);
    expect(await gather(source)).toEqual([]);
  });

  it('goes on where it stopped, although "*" names the last message in any case', async () => {
    const mailbox = { uidValidity: 7, messages: [held(3, 'one')] };
    const { source } = await opened(mailbox);
    await gather(source);
    expect(await gather(source)).toEqual([]);
    mailbox.messages.push(held(4, 'two'));
    expect(await gather(source)).toEqual(['two']);
  });

  it('is read from its beginning when it was made anew', async () => {
    const mailbox = { uidValidity: 7, messages: [held(3, 'one')] };
    const { source, mark } = await opened(mailbox);
    await gather(source);
    mailbox.uidValidity = 8;
    mailbox.messages = [held(1, 'other')];
    expect(await gather(source)).toEqual(['other']);
    expect(mark.position).toBe('8:1');
  });

  it('is gone on with at the same message when the connection broke in the middle', async () => {
    const messages = [held(1, 'one'), held(2, 'two'), held(3, 'three')];
    const { source, mark } = await opened({ uidValidity: 7, messages, dropAtFetch: 2 });
    await expect(gather(source)).rejects.toMatchObject({ name: 'SourceError' });
    expect(mark.position).toBe('7:1');
    expect(await gather(source)).toEqual(['two', 'three']);
  });

  it('is not marked and not passed when taking a message fails, whose reason is told as it is', async () => {
    const mailbox = { uidValidity: 7, messages: [held(1, 'one')] };
    const { source, mark } = await opened(mailbox);
    const failing = source.read(
      () => Promise.reject(new Error('the ledger is locked')),
      new AbortController().signal,
    );
    await expect(failing).rejects.toThrow('the ledger is locked');
    expect(mark.position).toBeUndefined();
    expect(mailbox.messages[0]?.flags.size).toBe(0);
    expect(await gather(source)).toEqual(['one']);
  });

  it('gives only the beginning of a large message over the wire', async () => {
    const { source, imap } = await opened({ uidValidity: 7, messages: [held(1, 'x'.repeat(HEAD + 100))] });
    const [text] = await gather(source);
    expect(text).toHaveLength(HEAD);
    expect(imap.commands.join('\n')).toContain(`<0.${HEAD}>`);
  });

  it('may hold bytes that are no text', async () => {
    const mailbox = { uidValidity: 7, messages: [held(1, 'Subject: \u00e9\u0000)\r\n{5}\r\n')] };
    const { source } = await opened(mailbox);
    expect(await gather(source)).toEqual(['Subject: \u00e9\u0000)\r\n{5}\r\n']);
  });

  it('says that the password is wrong, and not what it is', async () => {
    const imap = await scriptedImap({ uidValidity: 1, messages: [], password: 'another' });
    const source = imapSource(serverOf(imap), 'INBOX', kept());
    const error: unknown = await gather(source).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'SourceError', fix: expect.stringContaining('IMAP_URL') });
    expect(String(error)).not.toContain('secret');
  });

  it('says that there is no such mailbox', async () => {
    const imap = await scriptedImap({ uidValidity: 1, messages: [] });
    await expect(gather(imapSource(serverOf(imap), 'Nowhere', kept()))).rejects.toMatchObject({
      message: expect.stringContaining('Nowhere'),
    });
  });

  it('is not asked for with a password that anybody on the way could read', async () => {
    const imap = await scriptedImap({ uidValidity: 1, messages: [held(1, 'one')] });
    const source = imapSource(serverOf(imap, { tls: 'required' }), 'INBOX', kept());
    await expect(gather(source)).rejects.toMatchObject({ name: 'SourceError' });
    expect(imap.commands.join('\n')).not.toMatch(/LOGIN|AUTHENTICATE/);
  });

  it('says that nobody answers', async () => {
    const server = serverOf({ host: '127.0.0.1', port: 1, commands: [], sessions: () => 0 });
    await expect(gather(imapSource(server, 'INBOX', kept()))).rejects.toMatchObject({
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });
});
