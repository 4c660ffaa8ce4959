import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { filesBelow } from '../support/desk.ts';
import {
  bundledNewsroom,
  finished,
  newsdesk,
  printed,
  startNewsdesk,
  startProgram,
} from '../support/program.ts';

const AT = ['--at', '2026-11-20 10:00'];
const RELEASE = 'releases/2026-11-18-parcel-thefts.md';

describe('what is wrong with a file', () => {
  it.each([
    ['is empty', (path: string) => writeFileSync(path, ''), 'file/empty'],
    ['has 50 MB', (path: string) => truncateSync(path, 50_000_000), 'file/too-large'],
    ['is not UTF-8', (path: string) => writeFileSync(path, Buffer.from([0x2d, 0xe9, 0x0a])), 'file/encoding'],
  ])('a release that %s is named, and the rest goes out', async (_, spoil, rule) => {
    const root = bundledNewsroom();
    spoil(join(root, RELEASE));
    const check = await newsdesk(root, ['check', '--json']);
    expect(check.code).toBe(1);
    const { findings } = JSON.parse(check.out) as { findings: { file: string; rule: string; fix: string }[] };
    expect(findings.filter(({ file }) => file === RELEASE).map((finding) => finding.rule)).toContain(rule);
    const publish = await newsdesk(root, ['publish', ...AT]);
    expect(publish.code).toBe(1);
    expect(filesBelow(join(root, 'public')).has('releases/2026-11-19-holiday-patrols.html')).toBe(true);
  });

  it('an unknown time zone is named at its place, and nothing else is tried', async () => {
    const root = bundledNewsroom();
    const path = join(root, 'newsdesk.yaml');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('America/Chicago', 'America/Chicgo'));
    const line = text.split('\n').findIndex((one) => /^ *zone: America\/Chicago/.test(one)) + 1;
    const { code, out } = await newsdesk(root, ['check']);
    expect(code).toBe(1);
    expect(out).toContain(`newsdesk.yaml:${line}:`);
    expect(out).toContain('America/Chicago');
  });

  it('a folder that is missing is named, with a way out', async () => {
    const root = bundledNewsroom();
    rmSync(join(root, 'releases'), { recursive: true });
    const { code, out } = await newsdesk(root, ['publish', ...AT]);
    expect(code).toBe(1);
    expect(out).toMatch(/releases:1:1 folder\/missing error[\s\S]*do:/);
  });

  it('a template that does not compile stops everything and is named by its line', async () => {
    const root = bundledNewsroom();
    const path = join(root, 'templates/digest.mjml');
    const lines = readFileSync(path, 'utf8').split('\n');
    const line = lines.findIndex((one) => one.includes('<mj-body')) + 2;
    lines.splice(line - 1, 0, '{% nosuchtag %}');
    writeFileSync(path, lines.join('\n'));
    const { code, out } = await newsdesk(root, ['publish', ...AT]);
    expect(code).toBe(1);
    expect(out).toContain(`templates/digest.mjml:${line}:`);
    expect(filesBelow(join(root, 'public')).size).toBe(0);
  });
});

describe('a template that only MJML can fault', () => {
  it('is named by its line, and neither files nor mail go out', async () => {
    const root = bundledNewsroom();
    await newsdesk(root, ['subscribers', 'import', join(root, 'sample-subscribers.csv')]);
    const path = join(root, 'templates/digest.mjml');
    const lines = readFileSync(path, 'utf8').split('\n');
    const line = lines.findIndex((one) => one.includes('<mj-body')) + 1;
    lines[line - 1] = (lines[line - 1] ?? '').replace('<mj-body', '<mj-body no-such-attribute="1"');
    writeFileSync(path, lines.join('\n'));
    const { code, out } = await newsdesk(root, ['publish', ...AT]);
    expect(code).toBe(1);
    expect(out).toContain(`templates/digest.mjml:${line}:`);
    expect(out).toContain('Nothing went out');
    expect(filesBelow(join(root, 'public')).size).toBe(0);
    expect(filesBelow(join(root, 'var/outbox')).size).toBe(0);
  });
});

/** Puts a photo into a release that weighs 3 MB in public too: nothing packs noise. */
async function growPhoto(root: string): Promise<void> {
  const [width, height] = [1200, 850];
  const noise = createHash('shake256', { outputLength: width * height * 3 })
    .update('noise')
    .digest();
  const photo = await sharp(noise, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  writeFileSync(join(root, 'releases/photos/noise.png'), photo);
  const path = join(root, 'releases/2026-11-19-holiday-patrols.md');
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace('file: photos/patrol-car-dusk.jpg', 'file: photos/noise.png'),
  );
}

describe('what is wrong with the machine', () => {
  it('a disk that fills up while publishing leaves the last good site whole', async () => {
    const root = bundledNewsroom();
    await newsdesk(root, ['publish', ...AT]);
    const before = filesBelow(join(root, 'public'));
    const yaml = join(root, 'newsdesk.yaml');
    writeFileSync(yaml, readFileSync(yaml, 'utf8').replace('Clayton, MO 63105', 'Clayton, Missouri 63105'));
    await growPhoto(root);
    // A limit on the size of a file (3,000 × 512 bytes) fails a write just as a full disk does, and needs no disk.
    const limited = ['sh', '-c', 'ulimit -f 3000; exec "$@"', 'sh', process.execPath];
    const { code, err } = await finished(startNewsdesk(root, ['publish', ...AT], {}, limited));
    expect(code).toBe(1);
    expect(err).toContain('The last good site stays');
    expect(filesBelow(join(root, 'public'))).toEqual(before);
  });

  it('a public folder that cannot be written is named', async () => {
    const root = bundledNewsroom();
    writeFileSync(join(root, 'public'), 'a file where the folder should be');
    const { code, err } = await newsdesk(root, ['publish', ...AT]);
    expect(code).toBe(1);
    expect(err).toContain('public');
    expect(err).toContain('do:');
  });

  it('a corrupt ledger is named and left as it is', async () => {
    const root = bundledNewsroom();
    const path = join(root, 'var/newsdesk.db');
    writeFileSync(path, 'this is no database, although it is long enough to be one'.repeat(50));
    const { code, err } = await newsdesk(root, ['publish', ...AT]);
    expect(code).toBe(1);
    expect(err).toMatch(/newsdesk\.db[\s\S]*do:/);
    expect(readFileSync(path, 'utf8')).toContain('this is no database');
  });

  it('a ledger that another program holds locked is named, and nothing is published', async () => {
    const root = bundledNewsroom();
    await newsdesk(root, ['publish', '--at', '2026-11-19 10:00']);
    const other = new DatabaseSync(join(root, 'var/newsdesk.db'));
    onTestFinished(() => other.close());
    other.exec('BEGIN EXCLUSIVE');
    const before = filesBelow(join(root, 'public'));
    const { code, err } = await newsdesk(root, ['publish', ...AT]);
    expect(code).toBe(1);
    expect(err).toMatch(/locked|busy|in use|hold/i);
    expect(filesBelow(join(root, 'public'))).toEqual(before);
  });

  it('a mail server that is down keeps the mail waiting, says so, and hides the password', async () => {
    const root = bundledNewsroom();
    await newsdesk(root, ['subscribers', 'import', join(root, 'sample-subscribers.csv')]);
    const port = await freePort();
    const env = { SMTP_URL: `smtp://desk:s3cret-word@127.0.0.1:${port}` };
    const { code, out, err } = await newsdesk(root, ['publish', ...AT], env);
    expect(code).toBe(1);
    expect(out).toMatch(/19 waiting[\s\S]*paused; it is tried again by itself: .*nothing answers/);
    expect(out + err).not.toContain('s3cret-word');
    const later = await newsdesk(root, ['publish', '--at', '2026-11-20 12:00']);
    expect(later.out).toMatch(/19 accepted/);
  });

  it('a port in use is named with a way out', async () => {
    const root = bundledNewsroom();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as { port: number };
    const { code, err } = await newsdesk(root, ['run'], { PORT: String(port) });
    expect(code).toBe(1);
    expect(err).toContain(String(port));
    expect(err).toContain('do:');
  });

  it('two runs at once: the second one says who is at it and changes nothing', async () => {
    const root = bundledNewsroom();
    await newsdesk(root, ['publish', '--at', '2026-11-19 10:00']);
    const ledger = new DatabaseSync(join(root, 'var/newsdesk.db'));
    const holder = `process ${process.pid} on ${spawnSync('hostname').stdout.toString().trim()}`;
    ledger
      .prepare("INSERT INTO leases (name, holder, until) VALUES ('pass', ?, ?)")
      .run(holder, Number.MAX_SAFE_INTEGER);
    ledger.close();
    const { code, err } = await newsdesk(root, ['publish', ...AT]);
    expect(code).toBe(1);
    expect(err).toContain(`Another pass is in hand (${holder})`);
  });

  it('a pass whose program died is taken over at once', async () => {
    const root = bundledNewsroom();
    await newsdesk(root, ['publish', '--at', '2026-11-19 10:00']);
    const ledger = new DatabaseSync(join(root, 'var/newsdesk.db'));
    const holder = `process 999999999 on ${spawnSync('hostname').stdout.toString().trim()}`;
    ledger
      .prepare("INSERT INTO leases (name, holder, until) VALUES ('pass', ?, ?)")
      .run(holder, Number.MAX_SAFE_INTEGER);
    ledger.close();
    expect((await newsdesk(root, ['publish', ...AT])).code).toBe(0);
  });
});

describe('a pass that had to stop', () => {
  it('hands over no mail that was queued before', async () => {
    const root = bundledNewsroom();
    await newsdesk(root, ['subscribers', 'import', join(root, 'sample-subscribers.csv')]);
    const down = { SMTP_URL: `smtp://127.0.0.1:${await freePort()}` };
    await newsdesk(root, ['publish', ...AT], down);
    writeFileSync(join(root, 'templates/release.mjml'), '<mjml>');
    const { code, out } = await newsdesk(root, ['publish', '--at', '2026-11-20 12:00']);
    expect(code).toBe(1);
    expect(out).toContain('Nothing went out');
    expect(filesBelow(join(root, 'var/outbox')).size).toBe(0);
  });

  it('leaves mail that waited past the limit to a person', async () => {
    const root = bundledNewsroom();
    await newsdesk(root, ['subscribers', 'import', join(root, 'sample-subscribers.csv')]);
    const down = { SMTP_URL: `smtp://127.0.0.1:${await freePort()}` };
    await newsdesk(root, ['publish', ...AT], down);
    const { out } = await newsdesk(root, ['publish', '--at', '2026-11-22 12:00']);
    expect(out).toContain('newsdesk publish --late digest/24');
    expect(filesBelow(join(root, 'var/outbox')).size).toBe(0);
  });
});

describe('npm start', () => {
  it('hands SIGTERM on to the program', async () => {
    const root = bundledNewsroom();
    const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
      scripts: { start: string };
    };
    const main = join(import.meta.dirname, '../../src/main.mjs');
    const command = scripts.start.replace('src/main.mjs', `${main} --root ${root}`);
    const port = await freePort();
    const shell = ['sh', '-c', command.replace('node', process.execPath)];
    const child = startProgram(root, shell, { PORT: String(port) });
    const end = finished(child);
    await printed(child, 'Newsdesk is running.');
    child.kill('SIGTERM');
    expect((await end).out).toContain('"Stopped."');
  });
});

describe('what would take everything back', () => {
  it('a clock that stands before what went out is refused', async () => {
    const root = bundledNewsroom();
    await newsdesk(root, ['publish', ...AT]);
    const before = filesBelow(join(root, 'public'));
    const { code, err } = await newsdesk(root, ['publish', '--at', '2024-01-01 10:00']);
    expect(code).toBe(1);
    expect(err).toMatch(/sealed at[\s\S]*do:/);
    expect(filesBelow(join(root, 'public'))).toEqual(before);
  });

  it('folders that lost all their files are refused', async () => {
    const root = bundledNewsroom();
    await newsdesk(root, ['publish', ...AT]);
    for (const folder of ['releases', 'digest']) {
      rmSync(join(root, folder), { recursive: true });
      mkdirSync(join(root, folder));
    }
    const { code, err } = await newsdesk(root, ['publish', ...AT]);
    expect(code).toBe(1);
    expect(err).toMatch(/hold no file[\s\S]*do:/);
  });

  it('the demo is not run in a newsroom that is at work', async () => {
    const root = bundledNewsroom();
    await newsdesk(root, ['publish', ...AT]);
    const before = filesBelow(join(root, 'public'));
    const { code, err } = await newsdesk(root, ['demo', '--once']);
    expect(code).toBe(1);
    expect(err).toContain('at work');
    expect(filesBelow(join(root, 'public'))).toEqual(before);
  });

  it('a deleted cache does not leave a withdrawn photo public', async () => {
    const root = bundledNewsroom();
    await newsdesk(root, ['publish', ...AT]);
    rmSync(join(root, 'var/cache'), { recursive: true });
    const path = join(root, 'releases/2026-11-09-coffee-with-a-cop.md');
    writeFileSync(path, readFileSync(path, 'utf8').replace('---\n', '---\nstatus: withdrawn\n'));
    await newsdesk(root, ['publish', '--at', '2026-11-20 11:00']);
    expect(filesBelow(join(root, 'public')).has('releases/photos/coffee-with-a-cop.jpg')).toBe(false);
  });
});

describe('newsdesk run', () => {
  it('publishes at the start, serves the site, and ends well at SIGTERM', async () => {
    const root = bundledNewsroom();
    mkdirSync(join(root, 'public'), { recursive: true });
    const port = await freePort();
    const child = startNewsdesk(root, ['run'], { PORT: String(port) });
    const end = finished(child);
    await printed(child, '"Published."');
    const page = await fetch(`http://127.0.0.1:${port}/`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('EXAMPLE');
    child.kill('SIGTERM');
    const { code, out } = await end;
    expect(code).toBe(0);
    expect(out).toContain('"Stopped."');
  });
});

describe('newsdesk site', () => {
  it('serves what was published and publishes nothing, sees the next pass at once, and ends well at SIGTERM', async () => {
    const root = bundledNewsroom();
    await newsdesk(root, ['publish', '--at', '2026-11-19 10:00']);
    const child = startNewsdesk(root, ['site'], { PORT: '0' });
    const files = () => filesBelow(join(root, 'public'));
    const before = files();
    const end = finished(child);
    const port = /"port":(\d+)/.exec(await printed(child, '"port"'))?.[1];
    const statusOf = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status;
    expect([await statusOf('/'), await statusOf('/digest/24.html')]).toEqual([200, 404]);
    expect(files()).toEqual(before);
    await newsdesk(root, ['publish', '--at', '2026-11-20 10:00']);
    expect(await statusOf('/digest/24.html')).toBe(200);
    child.kill('SIGTERM');
    const { code, out } = await end;
    expect(code).toBe(0);
    expect(out).toContain('"Stopped."');
  });

  it('says so when its port is taken, by run for example', async () => {
    const root = bundledNewsroom();
    const first = startNewsdesk(root, ['site'], { PORT: '0' });
    const port = /"port":(\d+)/.exec(await printed(first, '"port"'))?.[1] ?? '';
    const { code, err } = await newsdesk(root, ['site'], { PORT: port });
    expect(code).toBe(1);
    expect(err).toContain(`port ${port} on 127.0.0.1 is taken`);
  });
});

describe('using it wrongly', () => {
  it.each([
    [['chekc'], 'check'],
    [['publish', '--at', 'tomorrow'], '--at'],
    [['calendar', '--years', 'many'], '--years'],
    [['check', '--jsno'], '--json'],
    [['check', 'releases/no-such-file.md'], 'no-such-file.md'],
    [['calendar', '--from', '2026-02-30'], '--from'],
    [['publish', '--at', '2099-01-01 10:00'], '--dry-run'],
    [['publish', '--at', '2026-11-19 10:00', '--late', 'digest/99'], 'digest/99'],
  ])('%j is misuse: exit 2, and a hint', async (args, hint) => {
    const { code, err } = await newsdesk(bundledNewsroom(), args);
    expect(code).toBe(2);
    expect(err).toContain(hint);
  });
});

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
