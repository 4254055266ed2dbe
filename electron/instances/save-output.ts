import type { InstanceId } from '../../shared/ids';
import { done, fail, type Result } from '../../shared/result';
import type { Instances } from './instances';
import { KeptOutputChanged } from '../output/kept-chunks';
import { keptText } from '../output/kept-output';

export interface SavingParts {
  readonly instances: Pick<Instances, 'keptOutput'>;
  /** Of this user only; either whole or not there. Throws what the system says. */
  readonly writeFile: (path: string, text: AsyncIterable<string>) => Promise<void>;
}

const TRIES = 3;

/** Everything that is kept of the output, as a text file without secrets. */
export async function saveOutput(id: InstanceId, path: string, parts: SavingParts): Promise<Result<undefined>> {
  const kept = parts.instances.keptOutput(id);
  if (!kept.ok) return kept;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await parts.writeFile(path, keptText(kept.value, attempt === TRIES));
      return done;
    } catch (error) {
      if (error instanceof KeptOutputChanged && attempt < TRIES) continue;
      return fail({ code: 'file-not-written', path, detail: (error as Error).message });
    }
  }
}
