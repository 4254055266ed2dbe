import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { done, fail, type Result } from '../../shared/result';
import { didNotFinishWithin, GAVE_NO_REASON } from '../../shared/words/superuser-words';
import { abilitiesOf, knowsCommand, knowsFlag } from './abilities';
import { foldersOf, oneOffArguments } from './arguments';
import { environmentFor } from './environment';
import { pathTaken } from './login-path';
import { makeMomentaryFolder, type MomentaryPlace } from './momentary-folder';
import { piecesOf, presentable } from './redact';
import type { OpenedLaunchOptions } from './opened-launch-options';

export interface Superuser {
  readonly email: string;
  readonly password: string;
}

export const hooksForSuperuserIn = (instanceFolder: string): MomentaryPlace => ({
  parent: instanceFolder,
  prefix: '.superuser-',
});

const SUCCESS = '--basekeeper-superuser-saved--';
const TIME_LIMIT_MS = 30_000;

/**
 * Runs inside PocketBase. E-mail and password come through the environment, which other users cannot read; a command
 * line can be read by everybody. The printed line is the proof, exit codes are not (before 0.40 failures exit 0).
 */
const HOOK = `onBootstrap((e) => {
  e.next();
  const email = $os.getenv('BASEKEEPER_SUPERUSER_EMAIL');
  let record;
  try {
    record = $app.findAuthRecordByEmail('_superusers', email);
  } catch (_) {
    record = new Record($app.findCollectionByNameOrId('_superusers'));
  }
  record.setEmail(email);
  record.setPassword($os.getenv('BASEKEEPER_SUPERUSER_PASSWORD'));
  $app.save(record);
  console.log('${SUCCESS}');
});
`;

/**
 * Creates the superuser, or gives an existing one a new password. Needs PocketBase 0.23 or newer. An instance may be
 * running on the folder meanwhile, if it has the same version and none of its migrations is applied behind its back. Done before the first serve it also keeps PocketBase from opening a browser and from printing
 * a superuser token.
 */
export async function saveSuperuser(
  executable: string,
  instanceFolder: string,
  { email, password }: Superuser,
  launchOptions: OpenedLaunchOptions,
  { migrations }: { readonly migrations: 'apply' | 'none' } = { migrations: 'apply' },
): Promise<Result<undefined>> {
  const { keyArguments, secrets } = launchOptions;
  await pathTaken();
  const abilities = await abilitiesOf(executable);
  const lacks = !knowsFlag(abilities, 'hooksDir')
    ? '--hooksDir'
    : knowsCommand(abilities, 'migrate')
      ? null
      : 'migrate';
  if (lacks !== null) {
    const dataFolder = migrations === 'none' ? foldersOf(instanceFolder).data : null;
    return fail({ code: 'superuser-not-possible', lacks, dataFolder });
  }
  const hooksFolder = await makeMomentaryFolder(hooksForSuperuserIn(instanceFolder));
  try {
    await mkdir(foldersOf(instanceFolder).data, { recursive: true });
    await writeFile(join(hooksFolder, 'superuser.pb.js'), HOOK);
    const own = foldersOf(instanceFolder);
    const noMigrations = join(hooksFolder, 'migrations');
    const folders = migrations === 'apply' ? own : { ...own, migrations: noMigrations };
    const run = await execa(
      executable,
      oneOffArguments(['migrate', 'up'], folders, hooksFolder, keyArguments, abilities),
      {
        cwd: instanceFolder,
        extendEnv: false,
        env: environmentFor(launchOptions, {
          BASEKEEPER_SUPERUSER_EMAIL: email,
          BASEKEEPER_SUPERUSER_PASSWORD: password,
        }),
        stdin: 'ignore',
        all: true,
        reject: false,
        timeout: TIME_LIMIT_MS,
      },
    );
    if (run.all.includes(SUCCESS)) return done;
    const detail = run.timedOut
      ? didNotFinishWithin(TIME_LIMIT_MS)
      : presentable(lastLine(run.all), piecesOf([...secrets, password])) || run.shortMessage || GAVE_NO_REASON;
    return fail({ code: 'superuser-not-created', detail });
  } finally {
    await rm(hooksFolder, { recursive: true, force: true });
  }
}

/** The last line that says something, without PocketBase's time stamp. */
function lastLine(text: string): string {
  const last = text.trim().split('\n').at(-1) ?? '';
  return last.replace(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /, '').trim();
}
