import { BrowserWindow, session } from 'electron';
import { setTimeout as wait } from 'node:timers/promises';
import type { InstanceId } from '../../shared/ids';
import { addressOf, adminAddressOf, type Instance } from '../../shared/instance';
import { done, fail, type Result } from '../../shared/result';
import type { SignIn } from '../../shared/sign-in';

/** Where its page looks for who is signed in: up to 0.36, and since 0.39. */
const STORAGE_KEYS = ['__pb_superuser_auth__', '__pb_superusers__/_'];

/** An answer of the instance that is no page: it has the origin of the admin UI, and runs nothing. */
const BLANK_PAGE = '/api/health';

/**
 * The admin UI of an instance in a window of its own, signed in. The token goes into the memory of that window and nowhere
 * else: into no address, no history, no log and no file. The window has no preload, so nothing of Basekeeper is reached
 * from it, and it leaves the instance as little as any page does (`lock-down.ts`).
 */
export class AdminWindows {
  readonly #windows = new Map<InstanceId, BrowserWindow>();
  readonly #openAddress: (address: string) => unknown;

  constructor(openAddress: (address: string) => unknown) {
    this.#openAddress = openAddress;
  }

  async open(instance: Instance, signIn: SignIn): Promise<Result<undefined>> {
    const { id, name } = instance;
    const known = this.#windows.get(id);
    // What is being typed there is not loaded away.
    if (known !== undefined && (await isSignedIn(known, addressOf(instance)))) {
      known.show();
      known.focus();
      return done;
    }
    const window = known ?? this.#create(id);
    window.setTitle(`${name} — admin UI`);
    const target = adminAddressOf(instance);
    try {
      await window.loadURL(`${addressOf(instance)}${BLANK_PAGE}`);
      await window.webContents.executeJavaScript(keeping(signIn));
      await window.loadURL(target);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      // Closed by a person meanwhile, who wants nothing more of it.
      if (window.isDestroyed() || code === 'ERR_ABORTED') return done;
      window.destroy();
      return fail({ code: 'could-not-open', target, detail: message });
    }
    window.show();
    window.focus();
    return done;
  }

  #create(id: InstanceId): BrowserWindow {
    // Without “persist:” it is in memory only, and no two instances share it.
    const own = session.fromPartition(`admin-${id}`);
    own.setPermissionRequestHandler((_contents, permission, answer) =>
      answer(permission === 'clipboard-sanitized-write'),
    );
    own.setPermissionCheckHandler((_contents, permission) => permission === 'clipboard-sanitized-write');
    own.setDevicePermissionHandler(() => false);
    const window = new BrowserWindow({
      width: 1200,
      height: 800,
      show: false,
      autoHideMenuBar: true,
      webPreferences: {
        session: own,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
      },
    });
    window.webContents.setWindowOpenHandler(({ url }) => {
      this.#openAddress(url);
      return { action: 'deny' };
    });
    window.on('page-title-updated', (event) => event.preventDefault());
    window.on('closed', () => {
      this.#windows.delete(id);
      void own.clearStorageData();
    });
    this.#windows.set(id, window);
    return window;
  }
}

/** A page that is busy or gone may never answer. */
const ANSWERS_WITHIN_MS = 1000;

async function isSignedIn({ webContents }: BrowserWindow, address: string): Promise<boolean> {
  if (webContents.isCrashed() || !webContents.getURL().startsWith(`${address}/_/`)) return false;
  const asked = STORAGE_KEYS.map((key) => `${JSON.stringify(key)} in localStorage`).join('&&');
  const answered = webContents.mainFrame.executeJavaScript(asked).then(
    (answer) => answer === true,
    () => false,
  );
  return Promise.race([answered, wait(ANSWERS_WITHIN_MS, false, { ref: false })]);
}

/** Text within text: what is in it cannot become program. */
const keeping = ({ token, record }: SignIn): string => {
  const kept = JSON.stringify(JSON.stringify({ token, record, model: record }));
  return STORAGE_KEYS.map((key) => `localStorage.setItem(${JSON.stringify(key)}, ${kept});`).join('');
};
