import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { COMMAND_CHANNEL } from '../../shared/channels';
import type { CommandName, CommandOutput, DecodedInput } from '../../shared/ipc';
import { fail, type Result } from '../../shared/result';
import { decode, isCommandName, unknownCommand } from './decode';

/** One function for each command of the contract; a missing one is a compile error. */
export type Handlers = {
  readonly [Name in CommandName]: (
    input: DecodedInput<Name>,
  ) => Result<CommandOutput<Name>> | Promise<Result<CommandOutput<Name>>>;
};

export interface ServeOptions {
  readonly handlers: Handlers;
  /** The only page that may send commands. */
  readonly trustedOrigin: string;
  readonly mainWindow: () => WebContents | null;
  /** Takes exceptions, which are bugs. */
  readonly reportBug: (error: unknown) => void;
}

/**
 * The only place that listens to the window. Every command passes in this order: is the sender our window's main frame
 * on our own page; does the command exist; does its input fit; then its handler. Nothing is thrown across.
 */
export function serve({ handlers, trustedOrigin, mainWindow, reportBug }: ServeOptions): void {
  ipcMain.handle(COMMAND_CHANNEL, async (event, name: unknown, input: unknown): Promise<Result<unknown>> => {
    if (!isTrusted(event, trustedOrigin, mainWindow())) return fail({ code: 'sender-refused' });
    if (!isCommandName(name)) return fail(unknownCommand(name));
    try {
      return await run(handlers, name, input);
    } catch (error) {
      reportBug(error);
      return fail({ code: 'unexpected', detail: error instanceof Error ? error.message : String(error) });
    }
  });
}

async function run<Name extends CommandName>(
  handlers: Pick<Handlers, Name>,
  name: Name,
  input: unknown,
): Promise<Result<unknown>> {
  const decoded = decode(name, input);
  return decoded.ok ? await handlers[name](decoded.value) : decoded;
}

function isTrusted(event: IpcMainInvokeEvent, trustedOrigin: string, window: WebContents | null): boolean {
  const frame = event.senderFrame;
  if (frame === null || window === null || event.sender !== window) return false;
  return frame === window.mainFrame && frame.url.startsWith(`${trustedOrigin}/`);
}
