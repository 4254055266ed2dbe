import type { InstanceId } from '../../shared/instance';
import { OUTPUT_LINES_KEPT } from '../../shared/output';
import { done, fail, type Result } from '../../shared/result';
import type { Instances } from './instances';

export interface SavingParts {
  readonly instances: Pick<Instances, 'output'>;
  /** Of this user only; either whole or not there. Throws what the system says. */
  readonly writeFile: (path: string, text: string) => Promise<void>;
}

/** What the window shows of the output, as a text file: without secrets, as it was when it is written. */
export async function saveOutput(id: InstanceId, path: string, parts: SavingParts): Promise<Result<undefined>> {
  const history = parts.instances.output(id);
  if (!history.ok) return history;
  const lines = history.value.last(OUTPUT_LINES_KEPT).map(({ text }) => `${text}\n`);
  try {
    await parts.writeFile(path, lines.join(''));
    return done;
  } catch (error) {
    return fail({ code: 'file-not-written', path, detail: (error as Error).message });
  }
}
