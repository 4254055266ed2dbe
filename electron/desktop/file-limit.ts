import type { AppNotice } from '../../shared/app-state';
import type { ErrorWords } from '../../shared/words/error-words';
import { fileLimitTooLow, lowFileLimit } from '../../shared/words/process-words';
import { openFiles } from '../process/own-descriptors';

/** The window alone takes 100, and Chromium ends the app where it gets no more. */
const FEWEST = 160;
/** Enough for fifty instances, their backups and the answers in maintenance. */
const ENOUGH = 512;

/** At launch, when Node has raised the limit as far as it may: why the app cannot start, and what is to be said of it. */
export function lookAtFileLimit(): { readonly refused: ErrorWords | null; readonly notices: readonly AppNotice[] } {
  const limit = openFiles()?.limit ?? ENOUGH;
  if (limit < FEWEST) return { refused: fileLimitTooLow(limit), notices: [] };
  return { refused: null, notices: limit < ENOUGH ? [lowFileLimit(limit)] : [] };
}
