import type { OutputLine } from '../../shared/output';
import type { WarningKind } from '../../shared/warning';
import { signOf } from '../pocketbase/output-signs';

export interface WarningListeners {
  readonly warn: (kind: WarningKind, evidence: string) => void;
  readonly allClear: (kind: WarningKind) => void;
}

/**
 * Reads in the output what is wrong with a process that goes on all the same. PocketBase restarts itself when a hook
 * changes: whatever failed to load before the last "Server started" and did not fail again has been mended.
 */
export function readWarnings({ warn, allClear }: WarningListeners): (lines: readonly OutputLine[]) => void {
  let failedSinceStart = false;
  return (lines) => {
    for (const { kind, text } of lines) {
      const sign = kind === 'output' ? signOf(text) : null;
      if (sign === 'serves') {
        if (!failedSinceStart) allClear('hook-not-loaded');
        failedSinceStart = false;
      } else if (sign !== null) {
        if (sign === 'hook-not-loaded') failedSinceStart = true;
        warn(sign, text.trim());
      }
    }
  };
}
