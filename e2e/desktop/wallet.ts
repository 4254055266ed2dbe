import dbus from 'dbus-next';

const SERVICE = 'org.kde.kwalletd5';
const HANDLE = 1;

class Daemon extends dbus.interface.Interface {
  readonly folders = new Map<string, Map<string, string>>();
  isEnabled(): boolean {
    return true;
  }
  networkWallet(): string {
    return 'kdewallet';
  }
  open(): number {
    return HANDLE;
  }
  hasFolder(_handle: number, folder: string): boolean {
    return this.folders.has(folder);
  }
  createFolder(_handle: number, folder: string): boolean {
    this.folders.set(folder, new Map());
    return true;
  }
  hasEntry(_handle: number, folder: string, entry: string): boolean {
    return this.folders.get(folder)?.has(entry) ?? false;
  }
  /** A password. */
  entryType(): number {
    return 1;
  }
  readPassword(_handle: number, folder: string, entry: string): string {
    return this.folders.get(folder)?.get(entry) ?? '';
  }
  writePassword(_handle: number, folder: string, entry: string, password: string): number {
    this.folders.get(folder)?.set(entry, password);
    return 0;
  }
  close(): number {
    return 0;
  }
}
Daemon.configureMembers({
  methods: {
    isEnabled: { outSignature: 'b' },
    networkWallet: { outSignature: 's' },
    open: { inSignature: 'sxs', outSignature: 'i' },
    hasFolder: { inSignature: 'iss', outSignature: 'b' },
    createFolder: { inSignature: 'iss', outSignature: 'b' },
    hasEntry: { inSignature: 'isss', outSignature: 'b' },
    entryType: { inSignature: 'isss', outSignature: 'i' },
    readPassword: { inSignature: 'isss', outSignature: 's' },
    writePassword: { inSignature: 'issss', outSignature: 'i' },
    close: { inSignature: 'ibs', outSignature: 'i' },
  },
});

/** A wallet on the session bus as Chromium asks one for its key, unlocked and in memory. */
export class Wallet {
  /** With it Chromium looks for a wallet of this kind. */
  static readonly SWITCH = '--password-store=kwallet5';
  readonly #bus = dbus.sessionBus();

  async start(): Promise<void> {
    await this.#bus.requestName(SERVICE, 0);
    this.#bus.export('/modules/kwalletd5', new Daemon('org.kde.KWallet'));
  }

  stop(): void {
    this.#bus.disconnect();
  }
}
