import type { BackupPart } from './backup-layout';

/** Which rule for names an entry breaks. */
export type ArchiveNameRule =
  | 'empty'
  | 'dot'
  | 'climbs'
  | 'absolute'
  | 'drive'
  | 'backslash'
  | 'control'
  | 'characters'
  | 'reserved'
  | 'trailing'
  | 'not-text';

/**
 * Why a backup file was not read, unpacked or written. Names (`entry`, `other`) come out of the file, so they are
 * hostile text: whoever makes one of these shortens them and makes them inert. Bytes are whole numbers of bytes.
 * The words are in `words/archive-words.ts`.
 */
export type ArchiveProblem =
  /** The file as a whole. */
  | { readonly kind: 'empty-file' | 'truncated' | 'multi-disk' | 'archive-changed' | 'no-database' | 'aborted' }
  | { readonly kind: 'not-a-zip'; readonly looksLike: string | null }
  | { readonly kind: 'unreadable'; readonly path: string; readonly detail: string }
  | { readonly kind: 'damaged'; readonly entry: string | null; readonly detail: string }
  | { readonly kind: 'encrypted'; readonly entry: string | null }
  /** The database is none. */
  | { readonly kind: 'not-a-database'; readonly entry: string }
  /** Names. */
  | { readonly kind: 'unsafe-name'; readonly entry: string; readonly rule: ArchiveNameRule }
  | {
      readonly kind: 'name-too-long';
      readonly entry: string;
      readonly limitBytes: number;
      readonly foundBytes: number;
    }
  | { readonly kind: 'too-deep'; readonly entry: string; readonly limit: number; readonly found: number }
  /** Both would be the same file on a system that does not tell letter case or forms of accents apart. */
  | { readonly kind: 'same-name'; readonly entry: string; readonly other: string }
  | { readonly kind: 'file-and-folder'; readonly entry: string }
  /** What an entry is, and what it says about itself. */
  | {
      readonly kind: 'not-a-file';
      readonly entry: string;
      readonly what: 'link' | 'device' | 'pipe' | 'socket' | 'other';
    }
  | { readonly kind: 'unsupported-compression'; readonly entry: string; readonly method: number }
  | {
      readonly kind: 'headers-differ';
      readonly entry: string;
      readonly field: 'name' | 'method' | 'flags' | 'checksum' | 'size';
    }
  | { readonly kind: 'overlapping'; readonly entry: string; readonly other: string | null }
  | { readonly kind: 'wrong-checksum'; readonly entry: string }
  /** `foundBytes` is where reading stopped: at least so many. */
  | { readonly kind: 'wrong-size'; readonly entry: string; readonly statedBytes: number; readonly foundBytes: number }
  /** Limits. */
  | { readonly kind: 'too-many-entries'; readonly limit: number; readonly found: number }
  | {
      readonly kind: 'too-large';
      readonly limitBytes: number;
      readonly foundBytes: number;
      /** `space`: what the caller may use of the drive; `fixed`: more than any backup has. */
      readonly because: 'space' | 'fixed';
    }
  /** `entry` is null when it is all of them together. */
  | {
      readonly kind: 'expands-too-much';
      readonly entry: string | null;
      readonly packedBytes: number;
      readonly unpackedBytes: number;
    }
  /** The manifest of our own format, and what it promises. */
  | { readonly kind: 'manifest-not-first' | 'manifest-not-json' }
  | { readonly kind: 'manifest-too-large'; readonly limitBytes: number; readonly foundBytes: number }
  | { readonly kind: 'manifest-newer'; readonly found: number; readonly known: number }
  | { readonly kind: 'manifest-forbidden-key'; readonly key: string }
  | { readonly kind: 'manifest-does-not-fit'; readonly where: string; readonly rule: string }
  | { readonly kind: 'not-in-manifest' | 'missing-file' | 'wrong-sha256'; readonly entry: string }
  | { readonly kind: 'part-missing'; readonly part: BackupPart }
  /** Our own side. */
  | { readonly kind: 'folder-not-usable'; readonly path: string; readonly detail: string }
  | { readonly kind: 'not-written'; readonly path: string; readonly detail: string; readonly driveFull: boolean }
  | { readonly kind: 'target-exists'; readonly path: string }
  | { readonly kind: 'source-changed'; readonly entry: string }
  | { readonly kind: 'source-unreadable'; readonly entry: string; readonly detail: string };

export type ArchiveProblemKind = ArchiveProblem['kind'];
