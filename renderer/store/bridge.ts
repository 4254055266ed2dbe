import type { AppError } from '../../shared/errors';
import type { Bridge } from '../../shared/ipc';
import { fail } from '../../shared/result';

const missing: Bridge = {
  call: () => Promise.resolve(fail<AppError>({ code: 'unexpected', detail: 'The window has no connection' })),
  onPush: () => () => undefined,
  pathOfFile: () => '',
};

/** The connection to main. Every command of the window passes here; nothing is ever thrown across. */
export const bridge: Bridge = {
  async call(name, input) {
    try {
      return await (window.basekeeper ?? missing).call(name, input);
    } catch (error) {
      return fail<AppError>({ code: 'unexpected', detail: error instanceof Error ? error.message : String(error) });
    }
  },
  onPush: (listener) => (window.basekeeper ?? missing).onPush(listener),
  pathOfFile: (file) => (window.basekeeper ?? missing).pathOfFile(file),
};
