import type { BrowserWindow } from 'electron';
import { performance } from 'node:perf_hooks';
import { decidePageRemedy, type PageRemedy } from './page-failures';

export interface PageWatchParts {
  /** Is the page without a program shown? */
  readonly isFallback: () => boolean;
  readonly onFailure: (remedy: PageRemedy, end: string) => void;
  readonly log: (message: string) => void;
}

/** The system has asked the page in vain for half a minute by then; it may still come round. */
const COMES_ROUND_MS = 5000;
/** What Chromium calls a load that another one took the place of. */
const ABORTED = -3;

/**
 * Looks after the page of a window: its process ends, it stops answering, it cannot be loaded. Nothing here waits for a
 * person: while main waits, no instance is supervised.
 */
export function watchPage(window: BrowserWindow, { isFallback, onFailure, log }: PageWatchParts): void {
  let failedAtMs: readonly number[] = [];
  let hung = false;
  let waiting: NodeJS.Timeout | undefined;
  const { webContents } = window;

  const fail = (end: string): void => {
    clearTimeout(waiting);
    hung = false;
    if (window.isDestroyed()) return;
    const decided = decidePageRemedy({ failedAtMs, nowMs: performance.now(), wasFallback: isFallback() });
    ({ failedAtMs } = decided);
    log(`The page of the window failed (${end}): ${decided.remedy}`);
    // Not within the event: Electron is still taking the old page apart.
    setImmediate(() => {
      if (!window.isDestroyed()) onFailure(decided.remedy, end);
    });
  };

  webContents.on('render-process-gone', (_event, { reason }) => fail(hung ? 'unresponsive' : reason));
  webContents.on('did-fail-load', (_event, code, description, _address, isMainFrame) => {
    if (isMainFrame && code !== ABORTED) fail(description === '' ? `error ${String(code)}` : description);
  });
  webContents.on('unresponsive', () => {
    log('The page of the window does not answer');
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      // Somebody is looking into it step by step.
      if (window.isDestroyed() || webContents.isDevToolsOpened()) return;
      hung = true;
      webContents.forcefullyCrashRenderer();
    }, COMES_ROUND_MS);
  });
  webContents.on('responsive', () => {
    clearTimeout(waiting);
    log('The page of the window answers again');
  });
  window.on('closed', () => clearTimeout(waiting));
}
