import type { AnyProblem } from '../../shared/command-line/problems';
import type { AppState, Change } from '../../shared/app-state';
import type { InstanceId } from '../../shared/ids';
import type { CommandInput, CommandOutput, EngineCommand } from '../../shared/ipc';
import type { OutputLine } from '../../shared/output';
import type { Result } from '../../shared/result';
import type { AssistantGate } from '../assistants/gate';
import type { CollectedFile } from '../diagnostics/collect';
import type { KeptOutput } from '../output/kept-output';

export interface FollowedOutput {
  readonly newest: readonly OutputLine[];
  readonly stop: () => void;
}

/** What commands are answered from: the running app, or what it has left on the disk. */
export interface AppSource {
  readonly isRunning: boolean;
  state(): AppState;
  /** Passes one command through the same gate as those of the window. */
  give<Name extends EngineCommand>(name: Name, input: CommandInput<Name>): Promise<Result<CommandOutput<Name>>>;
  /** Returns the function that stops listening. */
  subscribe(listener: (change: Change) => void): () => void;
  /** All lines, on disk. */
  keptOutput(id: InstanceId): Result<KeptOutput, AnyProblem>;
  /** The newest lines so far, and every one from now on; null where nobody follows it. */
  followOutput(id: InstanceId, listener: (lines: readonly OutputLine[]) => void): FollowedOutput | null;
  /** What a person saves for somebody who helps; null where the app is not running. */
  readonly diagnostics: (() => Promise<readonly CollectedFile[]>) | null;
  /** False: there is no window. */
  show(id: InstanceId, incidentId: string | null): boolean;
  /** Quits the app as the window does, once the answer is on its way. */
  quit(): void;
  /** What a coding assistant reaches; null while the app is not running. `assistant`: what it calls itself. */
  assist: ((assistant: () => string) => AssistantGate) | null;
  /** Writes into the journal of an instance who asked for what. */
  note(id: InstanceId, words: string): void;
}
