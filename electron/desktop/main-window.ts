import { BrowserWindow, dialog, nativeTheme, screen, type WebContents } from 'electron';
import { PUSH_CHANNEL } from '../../shared/channels';
import type { Push } from '../../shared/ipc';
import type { WindowBounds } from '../storage/settings-file';
import { APP_ORIGIN } from './app-protocol';

export interface MainWindowOptions {
  readonly preload: string;
  readonly savedBounds: () => WindowBounds | null;
  readonly saveBounds: (bounds: WindowBounds) => void;
  /** Asked when the user closes the window; true lets it close, false keeps it (hidden or not is the caller's doing). */
  readonly mayClose: (window: MainWindow) => boolean;
  readonly log: (message: string) => void;
}

/** The one window. It is hidden rather than closed, so that it comes back at once. */
export class MainWindow {
  readonly #options: MainWindowOptions;
  #window: BrowserWindow | null = null;
  /** Pushes about what to show wait until the page listens; state needs no queue, the page asks for it. */
  #waiting: Push[] = [];
  #reloads: number[] = [];
  #pageReady = false;
  /** A wish to be seen while there is nothing to see yet. */
  #showWhenReady = false;

  constructor(options: MainWindowOptions) {
    this.#options = options;
  }

  get contents(): WebContents | null {
    return this.#window === null || this.#window.isDestroyed() ? null : this.#window.webContents;
  }

  get browserWindow(): BrowserWindow | null {
    return this.#window;
  }

  /** Neither hidden nor minimized; it may be behind others. */
  get isSeen(): boolean {
    return this.#window !== null && this.#window.isVisible() && !this.#window.isMinimized();
  }

  /** Visible and in front, so that the user sees what it shows. */
  get isWatched(): boolean {
    return this.isSeen && this.#window?.isFocused() === true;
  }

  show(): void {
    this.#window ??= this.#create();
    if (this.#window.isMinimized()) this.#window.restore();
    if (this.#pageReady) {
      this.#window.show();
      this.#window.focus();
    } else {
      this.#showWhenReady = true;
    }
  }

  hide(): void {
    this.#window?.hide();
  }

  /** Sends news of the store; dropped while no page listens. */
  send(push: Push): void {
    if (this.#pageReady) this.contents?.send(PUSH_CHANNEL, push);
  }

  /** Shows the window and then sends what it should show. */
  showAnd(push: Push): void {
    this.show();
    if (this.#pageReady) this.send(push);
    else this.#waiting.push(push);
  }

  /** The page has asked for its snapshot: it listens. */
  pageListens(): void {
    this.#pageReady = true;
    if (this.#showWhenReady) {
      this.#showWhenReady = false;
      this.show();
    }
    for (const push of this.#waiting.splice(0)) this.send(push);
  }

  #create(): BrowserWindow {
    const { preload, savedBounds, saveBounds, mayClose, log } = this.#options;
    const window = new BrowserWindow({
      ...visibleBounds(savedBounds()),
      minWidth: 760,
      minHeight: 520,
      show: false,
      title: 'Basekeeper',
      autoHideMenuBar: true,
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#16171a' : '#ffffff',
      webPreferences: {
        preload,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
      },
    });
    window.once('ready-to-show', () => window.show());
    window.on('close', (event) => {
      saveBounds(window.getNormalBounds());
      if (!mayClose(this)) event.preventDefault();
    });
    window.on('closed', () => {
      this.#window = null;
      this.#pageReady = false;
    });
    window.webContents.on('did-start-navigation', (details) => {
      if (details.isMainFrame && !details.isSameDocument) this.#pageReady = false;
    });
    window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      log(`The window's process is gone (${reason}, ${String(exitCode)}); loading the page again.`);
      this.#pageReady = false;
      if (reason === 'clean-exit') return;
      this.#reloads = this.#reloads.filter((at) => Date.now() - at < RELOAD_WINDOW_MS);
      if (this.#reloads.length >= RELOADS_AT_MOST) {
        dialog.showErrorBox('The window cannot be shown', PAGE_FAILS);
        return;
      }
      this.#reloads.push(Date.now());
      window.webContents.reload();
    });
    void window.loadURL(`${APP_ORIGIN}/index.html`);
    return window;
  }
}

const RELOADS_AT_MOST = 3;
const RELOAD_WINDOW_MS = 60_000;
const PAGE_FAILS =
  'Its page failed several times within a minute. Your instances are still served. Use the tray icon, or quit and open Basekeeper again.';

const USUAL_SIZE = { width: 1120, height: 760 };

/** Where the window was, if that is still on a screen. */
function visibleBounds(saved: WindowBounds | null): Partial<WindowBounds> {
  if (saved === null) return USUAL_SIZE;
  const { workArea } = screen.getDisplayMatching(saved);
  const overlap =
    saved.x < workArea.x + workArea.width &&
    saved.x + saved.width > workArea.x &&
    saved.y < workArea.y + workArea.height &&
    saved.y + saved.height > workArea.y;
  return overlap ? saved : USUAL_SIZE;
}
