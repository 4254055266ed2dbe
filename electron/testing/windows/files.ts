/** What main does with files, paths and pipes, as a Windows program. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, test, type TestContext } from 'node:test';
import { openControlServer } from '../../control/control-server';
import { chooseSocket, readEndpoint } from '../../control/endpoint';
import { setAsideNow, sweepTemporaries, writeFileAtomically } from '../../disk/atomic-file';
import { renamePatiently } from '../../disk/rename';
import { syncFolder, syncTree } from '../../disk/sync';
import { moveNames } from '../../manage/own-files';
import { isWithin, overlaps, whyNotPath } from '../../new-instance/folder-rules';
import { inspectExecutable } from '../../pocketbase/executable-check';
import { whyNotAsked } from '../../pocketbase/login-path';
import { thisPlace, thisProcess } from '../../process/this-process';
import { takeHome } from '../../storage/home-lock';
import { appPaths } from '../../storage/paths';
import { programOf } from '../program';
import { IS_WINE, newFolder, POCKETBASE, RELAY } from './surroundings';

describe('files', () => {
  test('a file is replaced as a whole, and nothing is left beside it', async () => {
    const path = join(newFolder(), 'ä 北京.json');
    await writeFileAtomically(path, 'one');
    await writeFileAtomically(path, 'two');
    assert.equal(readFileSync(path, 'utf8'), 'two');
    assert.deepEqual(readdirSync(join(path, '..')), ['ä 北京.json']);
  });

  test('while somebody reads it, it is replaced when they let go of it', async (t) => {
    const path = join(newFolder(), 'read.json');
    await writeFileAtomically(path, 'one');
    const reader = await open(path, 'r');
    if (!(await refusesReplacing(path))) t.diagnostic('this system lets an open file be replaced');
    const written = writeFileAtomically(path, 'two');
    await new Promise((done) => setTimeout(done, 100));
    await reader.close();
    await written;
    assert.equal(readFileSync(path, 'utf8'), 'two');
    assert.deepEqual(
      readdirSync(join(path, '..')).filter((name) => name.includes('.tmp-')),
      [],
    );
  });

  test('who never lets go of it is told as an error, with the old content whole', async (t) => {
    const path = join(newFolder(), 'held.json');
    await writeFileAtomically(path, 'one');
    const reader = await open(path, 'r');
    if (!(await refusesReplacing(path))) {
      t.skip('this system lets an open file be replaced');
      return;
    }
    await assert.rejects(writeFileAtomically(path, 'two'), { code: /^E(?:PERM|ACCES|BUSY)$/ });
    await reader.close();
    assert.equal(readFileSync(path, 'utf8'), 'one');
    await sweepTemporaries(path);
    assert.deepEqual(readdirSync(join(path, '..')), ['held.json']);
  });

  test('a folder in which a file is open is renamed when it is let go of', async (t) => {
    const folder = newFolder();
    const inside = join(folder, 'pb_data');
    mkdirSync(inside);
    writeFileSync(join(inside, 'data.db'), 'x');
    const reader = await open(join(inside, 'data.db'), 'r');
    if (!refuses(() => probe(inside))) {
      await reader.close();
      t.skip('this system lets it be renamed at once, which Windows does not');
      return;
    }
    const renamed = renamePatiently(inside, join(folder, 'moved'));
    await new Promise((done) => setTimeout(done, 100));
    await reader.close();
    await renamed;
    assert.ok(existsSync(join(folder, 'moved', 'data.db')));
  });

  test('several are moved by renames, and nothing is replaced', async () => {
    const [from, to] = [newFolder(), newFolder()];
    for (const name of ['a', 'ö']) writeFileSync(join(from, name), name);
    await moveNames(['a', 'ö', 'none'], from, to, () => undefined);
    assert.deepEqual(readdirSync(to).sort(), ['a', 'ö']);
    writeFileSync(join(from, 'a'), 'again');
    await assert.rejects(
      moveNames(['a'], from, to, () => undefined),
      /is there already/,
    );
  });

  test('what cannot be used is set aside under a name that Windows takes', () => {
    const path = join(newFolder(), 'settings.json');
    writeFileSync(path, 'no JSON');
    const kept = setAsideNow(path, 'damaged');
    assert.ok(existsSync(kept));
    assert.doesNotMatch(kept.slice(3), /:/);
  });

  test('trees are brought to the disk, also with files that may only be read', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'a', 'b'), { recursive: true });
    writeFileSync(join(folder, 'a', 'b', 'file'), 'x');
    await syncTree(folder, () => undefined);
    await syncFolder(folder);
  });

  test('paths longer than 260 characters', async () => {
    const folder = join(newFolder(), 'x'.repeat(120), 'y'.repeat(120));
    mkdirSync(folder, { recursive: true });
    const path = join(folder, 'file.json');
    assert.ok(path.length > 260);
    await writeFileAtomically(path, 'long');
    await renamePatiently(path, join(folder, 'other.json'));
    assert.equal(readFileSync(join(folder, 'other.json'), 'utf8'), 'long');
  });
});

const refuses = (attempt: () => void): boolean => {
  try {
    attempt();
    return false;
  } catch {
    return true;
  }
};

/** There and back. */
function probe(folder: string): void {
  renameSync(folder, `${folder}-probe`);
  renameSync(`${folder}-probe`, folder);
}

async function refusesReplacing(path: string): Promise<boolean> {
  const beside = `${path}.probe`;
  const content = readFileSync(path);
  writeFileSync(beside, content);
  const refused = refuses(() => renameSync(beside, path));
  await rm(beside, { force: true });
  return refused;
}

describe('paths', () => {
  test('drives, and capitals that make no difference', () => {
    assert.equal(whyNotPath('C:\\'), 'is the root of a drive');
    assert.equal(whyNotPath('\\\\server\\share\\'), 'is the root of a drive');
    assert.equal(whyNotPath('pb_data'), 'is not an absolute path');
    assert.equal(whyNotPath('C:\\Users\\Jörg\\北京'), null);
    assert.equal(whyNotPath('\\\\server\\share\\instance'), null);
    assert.equal(isWithin('c:\\USERS\\x\\Y', 'C:\\Users\\X'), true);
    assert.equal(isWithin('C:\\Users\\XY', 'C:\\Users\\X'), false);
    assert.equal(isWithin('D:\\Users\\X', 'C:\\Users\\X'), false);
    assert.equal(overlaps('\\\\Server\\Share\\a', '\\\\server\\share\\A\\b'), true);
  });

  test('a server that is not there is an error in time, not a hang', async () => {
    await assert.rejects(writeFileAtomically('\\\\no-such-server-here\\share\\file', 'x'));
  });

  test('the usual places of Windows, and a home of one’s own', () => {
    const usual = appPaths({});
    assert.ok(usual.ok);
    assert.match(usual.value.settings, /\\AppData\\Roaming\\Basekeeper\\Config$/i);
    assert.match(usual.value.instances, /\\AppData\\Local\\Basekeeper\\Data\\instances$/i);
    assert.match(usual.value.logs, /\\AppData\\Local\\Basekeeper\\Log$/i);
    const own = appPaths({ BASEKEEPER_HOME: 'D:\\Ä' });
    assert.equal(own.ok && own.value.lock, 'D:\\Ä\\lock');
    assert.equal(appPaths({ BASEKEEPER_HOME: 'relative' }).ok, false);
  });

  test('a program for this system is told from others, and the shell is not asked for its PATH', async () => {
    const target = { platform: 'win32', arch: 'x64' } as const;
    assert.equal((await inspectExecutable(POCKETBASE, target)).ok, true);
    assert.equal((await inspectExecutable(process.execPath, { ...target, platform: 'linux' })).ok, false);
    assert.ok(whyNotAsked({}, { platform: process.platform, isTerminal: true }));
  });
});

describe('one app for a home', () => {
  test('a second one is refused while the first lives, and comes in when it was killed', async () => {
    const folder = join(newFolder(), 'lock');
    const { file, nodeArguments } = programOf('lock-taker');
    const first = spawn(process.execPath, [...nodeArguments, file, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: first.stdout })[Symbol.asyncIterator]();
    assert.equal((await lines.next()).value, 'ready');
    first.stdin.write('take\n');
    assert.equal((await lines.next()).value, 'taken');
    const refused = takeHome({ folder, here: thisPlace(), self: thisProcess() });
    assert.ok(!refused.ok && refused.error.code === 'home-in-use' && refused.error.where === 'here');
    assert.equal(refused.error.holder?.pid, first.pid);
    const exited = once(first, 'exit');
    first.kill('SIGKILL');
    await exited;
    const taken = takeHome({ folder, here: thisPlace(), self: thisProcess() });
    assert.ok(taken.ok && taken.value.problem === null);
    taken.value.release();
  });
});

describe('commands over a named pipe', () => {
  const run = async (t: TestContext, home: string, ...words: string[]): Promise<{ code: number; text: string }> => {
    const relay = spawn(RELAY, words, {
      env: { ...process.env, BASEKEEPER_HOME: home },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    t.after(() => relay.kill());
    let text = '';
    for (const stream of [relay.stdout, relay.stderr]) stream.on('data', (bytes: Buffer) => (text += bytes.toString()));
    relay.stdin.end('a line 北京\r\n');
    const [code] = (await once(relay, 'close')) as [number];
    return { code, text };
  };

  test('the program basekeeper carries words, input, output and the exit code', async (t) => {
    const home = newFolder();
    const server = await openControlServer({
      folder: join(home, 'control'),
      appVersion: '1.2.3',
      answer: async (call) => {
        await call.out(`${call.content.arguments.join('|')} ${String(await call.readLine())}\n`);
        await call.err('and a word\n');
        return 7;
      },
      reportBug: (error) => assert.fail(String(error)),
    });
    const { code, text } = await run(t, home, 'status', 'ä 北京');
    assert.equal(code, 7);
    assert.ok(text.includes('status|ä 北京 a line 北京\n'), text);
    assert.ok(text.includes('and a word'), text);
    await server.close();
    assert.equal(readEndpoint(join(home, 'control')), null);
    const nobody = await run(t, home, 'status');
    assert.equal(nobody.code, 6);
    assert.match(nobody.text, /Basekeeper is not running/);
  });

  test('each app has a pipe of its own, whose name nobody can guess', () => {
    const [one, other] = [chooseSocket('x'), chooseSocket('x')];
    assert.match(one, /^\\\\\.\\pipe\\basekeeper-[0-9a-f]{32}$/);
    assert.notEqual(one, other);
  });
});

test(
  'rights of files are told by an access list, not by a mode',
  { skip: IS_WINE && 'wine keeps no access lists' },
  () => {
    const path = join(newFolder(), 'x');
    writeFileSync(path, '', { mode: 0o600 });
    assert.equal(statSync(path).mode & 0o777, 0o666);
    assert.ok(existsSync(resolve(path)));
  },
);
