import type { CommandInput, CommandOutput, EngineCommand } from '../../shared/ipc';
import { OUTPUT_LINES_KEPT } from '../../shared/output';
import type { Result } from '../../shared/result';
import { withoutSealed } from '../../shared/launched-with';
import { AssistantGate } from '../assistants/gate';
import { collectDiagnostics, type DiagnosticsEngine } from '../diagnostics/collect';
import { createClient } from '../engine/client';
import type { AppSource } from './app-source';

/** What is needed of the engine. */
export type CommandEngine = DiagnosticsEngine;

/** What the app around the engine does: bring an instance onto the screen, where there is a window, and quit. */
export type AroundEngine = Pick<AppSource, 'show' | 'quit'>;

/** The running app. */
export function liveSource(engine: CommandEngine, { show, quit }: AroundEngine): AppSource {
  const { store, instances, activity, dispatch } = engine;
  // One for each command: a search of one does not end that of another.
  const client = createClient('command-line');
  return {
    isRunning: true,
    state: () => {
      const { state } = store.snapshot();
      return { ...state, instances: state.instances.map(withoutSealed) };
    },
    give: <Name extends EngineCommand>(name: Name, input: CommandInput<Name>) =>
      dispatch(client, name, input) as Promise<Result<CommandOutput<Name>>>,
    subscribe: (listener) => store.subscribe((change) => listener(change)),
    keptOutput: (id) => instances.keptOutput(id),
    followOutput: (id, listener) => {
      const history = instances.output(id);
      if (!history.ok) return null;
      const newest = history.value.last(OUTPUT_LINES_KEPT);
      return { newest, stop: history.value.subscribe(listener) };
    },
    diagnostics: () => collectDiagnostics(engine),
    show,
    quit: () => void setImmediate(quit),
    assist: (assistant) => new AssistantGate({ engine, show, assistant }),
    note: (id, text) => activity.add(id, [{ kind: 'change', text }]),
  };
}
