import { fail, type Result } from '../../shared/result';
import { OUTPUT_CHANGED_WHILE_SAVED, runInWords } from '../../shared/words/output-words';
import type { KnownSecrets } from '../pocketbase/redact';
import { keptChunks, KeptOutputChanged } from './kept-chunks';
import { readable, textsOf } from './log-text';

/** Where the output of one instance is kept, and what is removed from it before anybody sees it. */
export interface KeptOutput {
  readonly folder: string;
  readonly secrets: () => KnownSecrets;
}

/**
 * Everything that is kept, as a text with a line for each run; in pieces. Throws what the system says, and
 * `KeptOutputChanged` unless what is missing is to be said in the text.
 */
export async function* keptText(kept: KeptOutput, sayWhatIsMissing: boolean): AsyncGenerator<string> {
  let lastRun = 0;
  try {
    for await (const { bytes, run, insideLine } of keptChunks(kept.folder)) {
      const secrets = kept.secrets();
      const lines = textsOf(bytes.toString(), insideLine).map((text) => `${readable(text, secrets)}\n`);
      yield `${run === lastRun ? '' : `— ${runInWords(run)} —\n`}${lines.join('')}`;
      lastRun = run;
    }
  } catch (error) {
    if (!sayWhatIsMissing || !(error instanceof KeptOutputChanged)) throw error;
    yield `${OUTPUT_CHANGED_WHILE_SAVED}\n`;
  }
}

export function orWhyNotRead(error: unknown, { folder }: KeptOutput): Result<never> {
  const { code, message, path } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return fail({ code: 'output-not-read', path: path ?? folder, detail: message });
}
