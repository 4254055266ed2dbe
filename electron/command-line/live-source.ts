import { isAlive } from '../../shared/display-status';
import type { InstanceId } from '../../shared/ids';
import type { CommandInput, CommandOutput, EngineCommand } from '../../shared/ipc';
import { OUTPUT_LINES_KEPT } from '../../shared/output';
import type { Result } from '../../shared/result';
import { withoutSealed } from '../../shared/launched-with';
import { AssistantGate } from '../assistants/gate';
import { createClient } from '../engine/client';
import type { Engine } from '../engine/engine';
import { otherInstancesOf } from '../supervision/other-instances';
import { lookBeforeStart, portProblem } from '../supervision/preflight';
import type { AppSource } from './app-source';

/** What is needed of the engine. */
export type CommandEngine = Pick<Engine, 'store' | 'instances' | 'activity' | 'launchOptions' | 'journal' | 'dispatch'>;

/** What the app around the engine does: bring an instance onto the screen, where there is a window, and quit. */
export type AroundEngine = Pick<AppSource, 'show' | 'quit'>;

/** The running app. */
export function liveSource(engine: CommandEngine, { show, quit }: AroundEngine): AppSource {
  const { store, instances, activity, launchOptions, journal, dispatch } = engine;
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
    whyNotStarted: async (id: InstanceId) => {
      const instance = store.instance(id);
      if (instance === undefined || isAlive(instance)) return null;
      const otherInstances = otherInstancesOf(id, store.snapshot().state.instances);
      const isKnownOperation = (operationId: string): boolean => journal.isKnown(operationId);
      const found = await lookBeforeStart(instance, {
        versions: launchOptions.versions,
        otherInstances,
        isKnownOperation,
      });
      if (!found.ok) return found.error;
      // In maintenance we may answer there ourselves.
      if (instance.maintenanceAnswer.kind === 'answering') return null;
      return portProblem(
        instance.port,
        instance.launchOptions.networkAccess,
        otherInstances,
        new AbortController().signal,
      );
    },
    show,
    quit: () => void setImmediate(quit),
    assist: (assistant) => new AssistantGate({ engine, show, assistant }),
    note: (id, text) => activity.add(id, [{ kind: 'change', text }]),
  };
}
