import { app } from 'electron';
import { EXIT } from '../../shared/command-line/exit-codes';
import { errorWords } from '../../shared/words/error-words';
import { runCommandLine } from '../command-line/command-line';
import { savedSource } from '../command-line/saved-source';
import { openControlServer } from '../control/control-server';
import type { Call } from '../control/conversation';
import type { AppPaths } from '../storage/paths';

/** Whoever has started us asks at once. */
const ASKED_WITHIN_MS = 15_000;

/** For a command while the app is not running: answered from the disk, without taking the home. Ends this process. */
export async function answerOnce(folder: string, paths: AppPaths): Promise<void> {
  const timer = setTimeout(() => app.exit(1), ASKED_WITHIN_MS);
  const answer = async (call: Call): Promise<number> => {
    clearTimeout(timer);
    call.gone.addEventListener('abort', () => app.exit(0), { once: true });
    const source = await savedSource(paths, app.getVersion());
    if (source.ok) return runCommandLine(call, source.value);
    const { title, text } = errorWords(source.error);
    await call.err(`${title}. ${text}\n`);
    return EXIT.failed;
  };
  const reportBug = (error: unknown): void => {
    process.stderr.write(`${String(error)}\n`);
  };
  await openControlServer({ folder, appVersion: app.getVersion(), answer, reportBug });
}
