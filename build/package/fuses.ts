/** The switches inside Electron's own program: what is set when a package is built, read back from what was built. */
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { StepFailure } from '../report';

/** On: the fuse is there and on. Everything else has to be off. */
const WANTED: Readonly<Record<string, boolean>> = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
};

/** Each fuse of the program as it is: on or off. */
export async function readFuses(program: string): Promise<Readonly<Record<string, boolean>>> {
  const wire = await getCurrentFuseWire(program);
  const names = Object.keys(FuseV1Options).filter((name) => name in WANTED);
  return Object.fromEntries(
    names.map((name) => [name, wire[FuseV1Options[name as keyof typeof FuseV1Options]] === FuseState.ENABLE]),
  );
}

/** Fails with a sentence unless the program's fuses are what a package needs. */
export async function checkFuses(program: string): Promise<void> {
  const found = await readFuses(program);
  const wrong = Object.entries(WANTED).filter(([name, on]) => found[name] !== on);
  if (wrong.length === 0) return;
  throw new StepFailure(
    `These fuses of ${program} are not as they have to be: ` +
      `${wrong.map(([name, on]) => `${name} (has to be ${on ? 'on' : 'off'})`).join(', ')}.`,
  );
}
