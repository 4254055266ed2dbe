/** Backup files to test with, in a folder of their own that has a neighbour which must stay as it is. */
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { BackupManifest, ManifestSummary } from '../../shared/backup-manifest';
import { NAME_LIMITS, type NameSystem } from '../../shared/archive-name';
import { entriesInNow, onDisk } from '../disk/byte-names';
import { ARCHIVE_LIMITS, type ArchiveLimits } from '../archives/limits';
import type { ArchiveSource } from '../archives/source-file';
import type { ZipEntry } from './zip-archive';

const scratch = resolve(import.meta.dirname, '../../.cache/tests');

export const GENEROUS_LIMITS: ArchiveLimits = { ...ARCHIVE_LIMITS, spaceBytes: 1024 ** 3 };

/** As on another system: what may be written there. */
export const limitsOn = (system: NameSystem): ArchiveLimits => ({
  ...GENEROUS_LIMITS,
  names: { ...NAME_LIMITS, system },
});

export const SUMMARY: ManifestSummary = {
  format: 'basekeeper-backup',
  formatVersion: 2,
  id: 'abcdefghijklmno',
  createdAt: '2026-01-02T03:04:05.000Z',
  appVersion: '0.1.0',
  reason: 'manual',
  label: 'before the sale',
  instance: { id: 'instance0000001', name: 'shop', port: 8091 },
  pocketbaseVersion: '0.40.6',
  migrationsHead: '1700000000_created_orders.js',
  tables: [{ name: 'orders', rows: 3 }],
  parts: ['pb_data', 'pb_hooks', 'pb_migrations', 'pb_public'],
};

export interface BackupBench {
  readonly home: string;
  /** Empty. */
  readonly into: string;
  write(name: string, bytes: Buffer | string): string;
  /** The files as sources, written below a folder of the bench. */
  /** Each after the folder it is in, where that has a name ending with a slash. */
  sources(files: Readonly<Record<string, Buffer | string>>): readonly ArchiveSource[];
  dispose(): void;
}

export function createBackupBench(): BackupBench {
  mkdirSync(scratch, { recursive: true });
  const home = mkdtempSync(join(scratch, 'backup-'));
  const into = join(home, 'into');
  mkdirSync(into);
  const write = (name: string, bytes: Buffer | string): string => {
    const path = join(home, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    return path;
  };
  return {
    home,
    into,
    write,
    sources: (files) =>
      Object.entries(files).map(([name, bytes]) => {
        if (!name.endsWith('/')) return { name, path: write(join('source', name), bytes) };
        mkdirSync(join(home, 'source', name), { recursive: true });
        return { name, path: join(home, 'source', name) };
      }),
    dispose: () => rmSync(home, { recursive: true, force: true }),
  };
}

/** Every file and folder below, with its content and permissions. */
export function treeOf(folder: string): Readonly<Record<string, string>> {
  const tree: Record<string, string> = {};
  const visit = (path: string): void => {
    for (const entry of entriesInNow(path)) {
      const inner = join(path, entry.name);
      const mode = (lstatSync(onDisk(inner)).mode & 0o7777).toString(8);
      const name = relative(folder, inner);
      if (entry.isFolder) tree[name] = `folder ${mode}`;
      else if (entry.isFile) tree[name] = `${sha256(readFileSync(onDisk(inner)))} ${mode}`;
      else tree[name] = `link ${readlinkSync(onDisk(inner))}`;
      if (entry.isFolder) visit(inner);
    }
  };
  visit(folder);
  return tree;
}

export const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

/** The manifest these files should have. */
export function manifestOf(files: Readonly<Record<string, Buffer | string>>): BackupManifest {
  return {
    ...SUMMARY,
    folders: [],
    links: [],
    leftOut: [],
    files: Object.entries(files).map(([path, content]) => ({
      path,
      sizeBytes: Buffer.from(content).length,
      sha256: sha256(content),
      modifiedAt: '2026-01-01T00:00:00.000Z',
    })),
  };
}

/** A backup of ours, built by hand. */
export function backupEntries(
  files: Readonly<Record<string, Buffer | string>>,
  manifest: unknown = manifestOf(files),
): readonly ZipEntry[] {
  const text = typeof manifest === 'string' ? manifest : JSON.stringify(manifest);
  return [
    { name: 'basekeeper-backup.json', content: text },
    ...Object.entries(files).map(([name, content]) => ({ name, content })),
  ];
}
