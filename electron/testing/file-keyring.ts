/** Stands for the keyring of the system under plain Node: real encryption, with a key in a file. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SecretKeeper } from '../supervision/secrets';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface FileKeyring extends SecretKeeper {
  /** From now on it has another key, as on another computer. */
  forget(): void;
  /** From now on it takes nothing, for this reason; null: it does. */
  refuse(whyNot: string | null): void;
}

export function fileKeyring(file: string): FileKeyring {
  let refusal: string | null = null;
  const renew = (): void => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, randomBytes(32));
  };
  if (!existsSync(file)) renew();
  return {
    whyNot: () => refusal,
    forget: renew,
    refuse: (whyNot) => (refusal = whyNot),
    seal: (secret) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', readFileSync(file), nonce);
      const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
    },
    open: (text) => {
      const bytes = Buffer.from(text, 'base64');
      const cipher = createDecipheriv('aes-256-gcm', readFileSync(file), bytes.subarray(0, NONCE_BYTES));
      try {
        cipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
        return Buffer.concat([cipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), cipher.final()]).toString();
      } catch {
        return null;
      }
    },
  };
}
