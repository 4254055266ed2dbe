/** The command line as a client of the engine: listens while the setting says so. */
import type { AppNotice } from '../../shared/app-state';
import { openControlServer, type ControlServer } from '../control/control-server';
import { hideNotice, showNotice } from '../store/app-store';
import { runCommandLine } from './command-line';
import { liveSource, type AroundEngine, type CommandEngine } from './live-source';

export interface CommandLineParts extends AroundEngine {
  readonly engine: CommandEngine;
  /** Where programs look for the app. */
  readonly folder: string;
  readonly reportBug: (error: unknown) => void;
}

export interface CommandLineServer {
  /** Resolves when the setting is in force. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const NOT_LISTENING = 'command-line-not-listening';

export function serveCommands({ engine, folder, show, quit, reportBug }: CommandLineParts): CommandLineServer {
  const { store } = engine;
  const { facts } = store.snapshot().state;
  let server: ControlServer | null = null;
  let ended = false;
  const adjust = async (): Promise<void> => {
    const wanted = !ended && store.snapshot().state.settings.commandLine;
    if (wanted === (server !== null)) return;
    if (!wanted) {
      await server?.close();
      server = null;
      return;
    }
    const answer = (call: Parameters<typeof runCommandLine>[0]): Promise<number> =>
      runCommandLine(call, liveSource(engine, { show, quit }));
    try {
      server = await openControlServer({ folder, appVersion: facts.appVersion, answer, reportBug });
      hideNotice(store, NOT_LISTENING);
    } catch (error) {
      showNotice(store, notListening(folder, error));
    }
  };
  // One after the other: a switch that is turned on and off again ends as it was left.
  let turn = adjust().catch(reportBug);
  const stop = store.subscribe((change) => {
    if (change.type === 'settings-changed') turn = turn.then(adjust).catch(reportBug);
  });
  return {
    settled: () => turn,
    close: async () => {
      stop();
      ended = true;
      turn = turn.then(adjust).catch(reportBug);
      await turn;
    },
  };
}

const notListening = (folder: string, error: unknown): AppNotice => ({
  id: NOT_LISTENING,
  title: 'The command line does not work',
  text: `Basekeeper could not listen for the command basekeeper in ${folder}: ${error instanceof Error ? error.message : String(error)}. Everything else works. Check free space and permissions there, then turn the command line off and on again in Settings.`,
});
