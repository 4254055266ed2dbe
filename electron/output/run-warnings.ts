import type { OutputLine } from '../../shared/output';
import type { WarningKind } from '../../shared/warning';
import { signOf } from '../pocketbase/output-signs';

export interface WarningListeners {
  warn(kind: WarningKind, evidence: string): void;
  allClear(kind: WarningKind): void;
}

/** PocketBase writes the reason below the name of the file. */
const REASON = /^ - /;

/**
 * Reads in the output what is wrong with a process that goes on all the same. PocketBase restarts itself when a hook
 * changes: each "Server started" settles which files it now serves without.
 */
export function readWarnings(listeners: WarningListeners): (lines: readonly OutputLine[]) => void {
  let failed: string[] = [];
  let reasonFollows = false;

  const read = (text: string): void => {
    if (reasonFollows && REASON.test(text)) failed.push(text.trimEnd());
    const sign = signOf(text);
    reasonFollows = sign === 'hook-not-loaded';
    switch (sign) {
      case 'hook-not-loaded':
        failed.push(text.trim());
        return;
      case 'serves':
        if (failed.length === 0) listeners.allClear('hook-not-loaded');
        else listeners.warn('hook-not-loaded', failed.join('\n'));
        failed = [];
        return;
      case 'database-damaged':
        listeners.warn(sign, text.trim());
        return;
      case null:
        return;
    }
  };

  return (lines) => {
    for (const { kind, text } of lines) {
      if (kind === 'output') read(text);
      // A new run: what an unfinished start had failed with says nothing of it.
      else failed = [];
    }
  };
}
