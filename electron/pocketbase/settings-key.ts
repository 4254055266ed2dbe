/** How PocketBase keeps its settings: as plain JSON, or encrypted with AES-256-GCM under the key it was given. */
import { createDecipheriv } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** `stored` as it is in the database. */
export function isEncrypted(stored: string): boolean {
  try {
    JSON.parse(stored);
    // A text in quotation marks is what encrypted settings are kept as.
    return stored.trimStart().startsWith('"');
  } catch {
    return true;
  }
}

export function opensWith(stored: string, key: string): boolean {
  const text = stored.trim().replace(/^"|"$/g, '');
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length <= NONCE_BYTES + TAG_BYTES) return false;
  try {
    const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key), bytes.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    decipher.final();
    return true;
  } catch {
    return false;
  }
}
