import type { StartFailure } from '../../shared/incident';
import { fail, ok, type Result } from '../../shared/result';
import { errorWords } from '../../shared/words/error-words';
import type { SupervisorParts } from './supervisor-parts';

/**
 * Opens the output file of a start, if how it ends can be written down too: a wish that is on the list already is not
 * written again by a start, so the list has to be asked. Answers the file's path.
 */
export function recordStart(list: SupervisorParts['list'], follow: () => string): Result<string, StartFailure> {
  const writable = list.checkWritable();
  if (!writable.ok) return notRecorded(errorWords(writable.error).text);
  try {
    return ok(follow());
  } catch (error) {
    return notRecorded((error as Error).message);
  }
}

const notRecorded = (evidence: string): Result<never, StartFailure> => fail({ cause: 'not-recorded', evidence });
