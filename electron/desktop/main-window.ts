import { app, BrowserWindow, nativeTheme, Notification, screen, type WebContents } from 'electron';
import { PUSH_CHANNEL } from '../../shared/channels';
import type { Push } from '../../shared/ipc';
import { WINDOW_FAILED, windowFailed, windowLoadedAgain } from '../../shared/words/window-words';
import type { NoticeBoard } from '../storage/start-notices';
import type { WindowBounds } from '../storage/settings-file';
import { APP_ORIGIN } from './app-protocol';
import { fallbackPage } from './fallback-page';
import type { PageRemedy } from './page-failures';
import { watchPage } from './watch-page';

export interface MainWindowOptions {
  readonly preload: string;
  readonly savedBounds: () => WindowBounds | null;
  readonly saveBounds: (bounds: WindowBounds) => void;
  /** Asked when the user closes the window; true lets it close, false keeps it (hidden or not is the caller's doing). */
  readonly mayClose: (window: MainWindow) => boolean;
  /** What the page had said of itself is not true any more. */
  readonly pageGone: () => void;
  readonly notices: NoticeBoard;
  readonly log: (message: string) => void;
}

/** The one window. It is hidden rather than closed, so that it comes back at once. */
export class MainWindow {
  readonly #options: MainWindowOptions;
  #window: BrowserWindow | null = null;
  /** Pushes about what to show wait until the page listens; state needs no queue, the page asks for it. */
  #waiting: Push[] = [];
  #pageReady = false;
  /** The page without a program is shown. */
  #isFallback = false;
  /** Kept so that it is not collected while it is shown. */
  #failureTold: Notification | null = null;
  /** A wish to be seen while there is nothing to see yet. */
  #showWhenReady = false;
  readonly #firstPage: Promise<void>;
  #firstPageListens = (): void => undefined;

  constructor(options: MainWindowOptions) {
    this.#options = options;
    this.#firstPage = new Promise((resolve) => (this.#firstPageListens = resolve));
  }

  /** Resolves when a page has got what it shows for the first time. */
  get firstPage(): Promise<void> {
    return this.#firstPage;
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
    // Who asks for the window asks for another try.
    if (this.#isFallback) this.#load(this.#window);
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
    this.#firstPageListens();
    this.#failureTold?.close();
    this.#failureTold = null;
    this.#options.notices.hide(WINDOW_FAILED);
    if (this.#showWhenReady) {
      this.#showWhenReady = false;
      this.show();
    }
    for (const push of this.#waiting.splice(0)) this.send(push);
  }

  #create(): BrowserWindow {
    const { preload, savedBounds, saveBounds, mayClose, pageGone, log } = this.#options;
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
        devTools: !app.isPackaged,
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
      pageGone();
    });
    window.webContents.on('did-start-navigation', (details) => {
      if (!details.isMainFrame || details.isSameDocument) return;
      this.#pageReady = false;
      pageGone();
      this.#isFallback = details.url.startsWith('data:');
    });
    watchPage(window, {
      isFallback: () => this.#isFallback,
      onFailure: (remedy, end) => this.#afterFailure(window, remedy, end),
      log,
    });
    this.#load(window);
    return window;
  }

  /** What comes of it is heard by `watchPage`. */
  #load(window: BrowserWindow, address = REAL_PAGE): void {
    window.loadURL(address).catch(() => undefined);
  }

  #afterFailure(window: BrowserWindow, remedy: PageRemedy, end: string): void {
    const { notices, pageGone } = this.#options;
    this.#pageReady = false;
    pageGone();
    if (remedy === 'load-again') {
      notices.show(windowLoadedAgain(end));
      this.#load(window);
      return;
    }
    const failed = windowFailed(end);
    notices.show(failed);
    if (remedy === 'show-fallback') {
      this.#load(window, fallbackPage(failed, REAL_PAGE));
      return;
    }
    this.#isFallback = false;
    window.destroy();
    this.#failureTold = new Notification({ title: failed.title, body: failed.text });
    this.#failureTold.on('click', () => this.show());
    this.#failureTold.show();
  }
}

const REAL_PAGE = `${APP_ORIGIN}/index.html`;

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
