import { safeStorage } from 'electron';
import { NO_SECRET_STORAGE } from '../../shared/words/desktop-words';
import type { SecretKeeper } from '../supervision/secrets';

/** The calls that do not wait: Electron would rather be asked asynchronously, but older ones cannot be. */
interface Storage {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(bytes: Buffer): string;
  getSelectedStorageBackend(): string;
}
const storage: Storage = safeStorage;

/**
 * Keychain, DPAPI, or the keyring of the Linux desktop. Where Chromium has only its built-in password (`basic_text`), what it
 * encrypts can be read by everybody who has the file: that is refused.
 */
export const systemSecretKeeper: SecretKeeper = {
  whyNot: () => {
    const isLinux = process.platform === 'linux';
    const isHardCoded = isLinux && storage.getSelectedStorageBackend() === 'basic_text';
    if (storage.isEncryptionAvailable() && !isHardCoded) return null;
    return NO_SECRET_STORAGE[isLinux ? 'linux' : 'other'];
  },
  seal: (secret) => storage.encryptString(secret).toString('base64'),
  open: (sealed) => {
    try {
      return storage.decryptString(Buffer.from(sealed, 'base64'));
    } catch {
      return null;
    }
  },
};
