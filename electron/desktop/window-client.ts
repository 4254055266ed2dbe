import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { COMMAND_CHANNEL } from '../../shared/channels';
import { fail, type Result } from '../../shared/result';
import { createClient } from '../engine/client';
import type { Dispatch } from '../engine/dispatch';

export interface WindowClientOptions {
  /** Knows the commands of the engine and those of the window. */
  readonly dispatch: Dispatch;
  /** The only page that may send commands. */
  readonly trustedOrigin: string;
  readonly mainWindow: () => WebContents | null;
}

/** The only place that listens to the window. A command is passed on only if its sender is our window's main frame on our own page. */
export function serveWindow({ dispatch, trustedOrigin, mainWindow }: WindowClientOptions): void {
  const client = createClient('window');
  ipcMain.handle(COMMAND_CHANNEL, async (event, name: unknown, input: unknown): Promise<Result<unknown>> => {
    if (!isTrusted(event, trustedOrigin, mainWindow())) return fail({ code: 'sender-refused' });
    return dispatch(client, name, input);
  });
}

function isTrusted(event: IpcMainInvokeEvent, trustedOrigin: string, window: WebContents | null): boolean {
  const frame = event.senderFrame;
  if (frame === null || window === null || event.sender !== window) return false;
  return frame === window.mainFrame && frame.url.startsWith(`${trustedOrigin}/`);
}
