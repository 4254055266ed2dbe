/**
 * A real build of one's own: PocketBase as a library, without plugins, compiled by the Go that is installed. A long test:
 * BASEKEEPER_OWN_BUILD is 1, or the path of such a build. Skipped without Go.
 */
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { execa, execaSync } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { errorWords } from '../../shared/words/error-words';
import { SUPERUSER } from '../testing/served-records';
import { inspectFolder } from '../new-instance/inspect-folder';
import { createWorkbench, orThrow, type Workbench } from '../testing/workbench';
import { readBuildFacts } from './build-facts';
import { openVersionStore, type VersionStore } from './version-store';

const wanted = process.env['BASEKEEPER_OWN_BUILD'] ?? '';
const BUILD = wanted === '1' ? resolve(import.meta.dirname, '../../.cache/own-build/shopd') : wanted;
const canCompile = wanted !== '' && execaSync('go', ['version'], { reject: false }).exitCode === 0;
const BUILT_ON = '0.36.8';
const MAIN = `package main

import (
	"log"

	"github.com/pocketbase/pocketbase"
)

func main() {
	if err := pocketbase.New().Start(); err != nil {
		log.Fatal(err)
	}
}
`;

async function compile(): Promise<void> {
  if (existsSync(BUILD)) return;
  const folder = `${BUILD}.source`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'main.go'), MAIN);
  writeFileSync(
    join(folder, 'go.mod'),
    `module example.com/shop\n\ngo 1.24\n\nrequire github.com/pocketbase/pocketbase v${BUILT_ON}\n`,
  );
  await execa('go', ['build', '-mod=mod', '-o', BUILD, '.'], { cwd: folder });
  rmSync(folder, { recursive: true });
}

describe.skipIf(!existsSync(BUILD) && !canCompile)('a real build of one’s own', () => {
  let bench: Workbench;
  let store: VersionStore;
  beforeEach(async () => {
    await compile();
    const folder = join(dirname(BUILD), 'own-build-store');
    rmSync(folder, { recursive: true, force: true });
    store = orThrow(await openVersionStore({ folder, sources: [] }));
    const { executable } = orThrow(await store.importExecutable(BUILD, BUILT_ON));
    bench = createWorkbench({ standIns: { [BUILT_ON]: executable } });
  }, 900_000);
  afterEach(() => bench.dispose());

  test('is asked about, and added as what it is built on', async () => {
    expect((await readBuildFacts(BUILD)).builtOn).toBe(BUILT_ON);
    expect(await store.importExecutable(BUILD)).toEqual({
      ok: false,
      error: { code: 'build-without-version', path: BUILD, proposed: BUILT_ON },
    });
    const wrong = await store.importExecutable(BUILD, '0.40.6');
    expect(wrong.ok ? '' : errorWords(wrong.error).text).toContain(`is built on PocketBase ${BUILT_ON}, not on 0.40.6`);
    const added = orThrow(await store.importExecutable(BUILD, BUILT_ON));
    expect(added).toMatchObject({ version: BUILT_ON, abilities: { commands: ['serve', 'superuser'] } });
    expect(await store.find(BUILT_ON)).toEqual(added);
  });

  test('serves an instance whose version is changed to it; what it lacks is said', async () => {
    const { id, port } = await bench.create('shop', '0.36.9', SUPERUSER);
    await bench.untilRunning(id);
    orThrow(await orThrow(await bench.operating.changeVersion(id, BUILT_ON, true)).ended);
    expect(await bench.untilRunning(id)).toMatchObject({ version: BUILT_ON });
    expect((await fetch(`http://127.0.0.1:${String(port)}/api/health`)).status).toBe(200);
    const saved = await bench.operating.saveSuperuser(id, SUPERUSER);
    expect(saved.ok ? '' : errorWords(saved.error).text).toMatch(
      /^It has no --hooksDir, .* In a terminal, run its superuser upsert/,
    );
  });

  test('cannot make the first superuser of a new instance, and says what can', async () => {
    await expect(bench.create('shop', BUILT_ON, SUPERUSER)).rejects.toThrow('superuser-not-possible');
    expect(bench.store.snapshot().state.instances).toEqual([]);
  });

  test('opens a folder of its own data as it is', async () => {
    const folder = join(bench.home, 'elsewhere');
    mkdirSync(folder);
    cpSync(BUILD, join(folder, 'pocketbase'));
    await execa(BUILD, [
      'superuser',
      'upsert',
      SUPERUSER.email,
      SUPERUSER.password,
      `--dir=${join(folder, 'pb_data')}`,
    ]);
    expect(orThrow(await inspectFolder(folder, bench.opening))).toMatchObject({ version: BUILT_ON });
  });
});
