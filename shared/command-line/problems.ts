/** What only the command line can get wrong; everything else is an `AppError`, with the words of the window. */
import type { AppError } from '../errors';
import { EXIT, type ExitCode } from './exit-codes';

export type CommandProblem =
  /** `wanted`: what was given as a name or an id. */
  | { readonly code: 'no-such-instance'; readonly wanted: string }
  | { readonly code: 'several-instances'; readonly wanted: string; readonly ids: readonly string[] }
  | { readonly code: 'no-such-backup'; readonly wanted: string; readonly instanceName: string }
  | { readonly code: 'no-such-incident'; readonly wanted: string; readonly instanceName: string }
  /** A question that nobody is there to answer. */
  | { readonly code: 'not-asked'; readonly question: string; readonly flag: string }
  | { readonly code: 'not-confirmed' }
  | { readonly code: 'app-not-running' }
  /** There is no place for its tray. */
  | { readonly code: 'no-display' }
  /** It runs without a window. */
  | { readonly code: 'no-window' }
  | { readonly code: 'app-running'; readonly pid: number }
  | { readonly code: 'not-in-time'; readonly instanceName: string; readonly wanted: string; readonly now: string }
  | { readonly code: 'ended-in-maintenance'; readonly instanceName: string; readonly why: string }
  | { readonly code: 'not-as-asked'; readonly instanceName: string; readonly now: string }
  | { readonly code: 'usage'; readonly detail: string }
  | { readonly code: 'interrupted' };

export type AnyProblem = AppError | CommandProblem;

/** What the command ends with because of it. */
export function exitOf(problem: AnyProblem): ExitCode {
  switch (problem.code) {
    case 'usage':
    case 'invalid-input':
    case 'not-asked':
      return EXIT.usage;
    case 'in-maintenance':
    case 'ended-in-maintenance':
      return EXIT.inMaintenance;
    case 'no-such-instance':
    case 'several-instances':
    case 'no-such-backup':
    case 'no-such-incident':
    case 'unknown-instance':
    case 'unknown-incident':
    case 'unknown-backup':
      return EXIT.notFound;
    case 'app-not-running':
    case 'no-display':
      return EXIT.notRunning;
    case 'not-in-time':
      return EXIT.timeout;
    case 'interrupted':
      return EXIT.interrupted;
    default:
      return EXIT.failed;
  }
}
