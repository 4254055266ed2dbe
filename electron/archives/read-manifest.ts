import type { ArchiveProblem } from '../../shared/archive-problem';
import { BACKUP_FORMAT_VERSION, backupManifest, type BackupManifest } from '../../shared/backup-manifest';
import { MANIFEST_NAME } from '../../shared/backup-layout';
import { inert } from '../../shared/inert';
import { ruleInWords } from '../../shared/words/own-file-words';
import { manifestLimitBytes } from './limits';
import type { OpenArchive } from './open-archive';
import { readEntry } from './read-entry';
import { refuse } from './refusal';
import { positionIn, scannedEntry } from './scan-archive';

/** Reads the manifest, which is the first entry. */
export async function readManifest(
  archive: OpenArchive,
  entryCount: number,
  signal: AbortSignal | undefined,
): Promise<BackupManifest> {
  const zip = await archive.list();
  try {
    const contentsBytes = archive.sizeBytes - positionIn(zip);
    const limitBytes = manifestLimitBytes(entryCount, contentsBytes);
    for await (const entry of zip.eachEntry()) {
      const foundBytes = entry.uncompressedSize;
      if (foundBytes > limitBytes) refuse({ kind: 'manifest-too-large', limitBytes, foundBytes });
      const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
      const chunks: Buffer[] = [];
      const scanned = scannedEntry(entry, MANIFEST_NAME, fileDataStart);
      await readEntry(archive, scanned, (chunk) => void chunks.push(chunk), signal);
      return decodeManifest(Buffer.concat(chunks).toString('utf8'));
    }
    return refuse({ kind: 'manifest-not-json' });
  } finally {
    zip.close();
  }
}

function decodeManifest(text: string): BackupManifest {
  const value = parsed(text);
  const key = forbiddenKey(value);
  if (key !== null) refuse({ kind: 'manifest-forbidden-key', key });
  const found =
    typeof value === 'object' && value !== null ? (value as { formatVersion?: unknown }).formatVersion : undefined;
  if (typeof found === 'number' && found > BACKUP_FORMAT_VERSION) {
    refuse({ kind: 'manifest-newer', found, known: BACKUP_FORMAT_VERSION });
  }
  return checkedManifest(value);
}

/** As the schema has it, or refused with the first rule that is broken. */
export function checkedManifest(value: unknown): BackupManifest {
  const decoded = backupManifest.safeParse(value);
  return decoded.success ? decoded.data : refuse(doesNotFit(decoded.error.issues[0]));
}

function doesNotFit(
  issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined,
): ArchiveProblem {
  const rule = ruleInWords(issue?.message);
  return { kind: 'manifest-does-not-fit', where: inert((issue?.path ?? []).map(String).join('.')), rule };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse({ kind: 'manifest-not-json' });
  }
}

/** Never written by us, and without a place in what is handed on. */
const FORBIDDEN_KEYS = ['__proto__', 'constructor', 'prototype'];
/** Deeper than the schema goes. */
const DEPTH_LOOKED_AT = 5;

function forbiddenKey(value: unknown, depth = DEPTH_LOOKED_AT): string | null {
  if (typeof value !== 'object' || value === null || depth === 0) return null;
  const own = Array.isArray(value) ? undefined : FORBIDDEN_KEYS.find((key) => Object.hasOwn(value, key));
  if (own !== undefined) return own;
  for (const inner of Object.values(value)) {
    const key = forbiddenKey(inner, depth - 1);
    if (key !== null) return key;
  }
  return null;
}
