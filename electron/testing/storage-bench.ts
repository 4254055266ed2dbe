/** Basekeeper's own files in a folder of their own, with folders of instances in which nothing runs. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NO_BACKUP_OPTIONS } from '../../shared/backup';
import type { AppNotice } from '../../shared/app-state';
import type { Intent } from '../../shared/instance';
import { NO_LAUNCH_OPTIONS } from '../../shared/launch-options';
import { INITIAL_SETTINGS } from '../../shared/settings';
import { openInstanceList, type InstanceListFile } from '../storage/instance-list';
import { manifestPath, manifestText } from '../storage/instance-manifest';
import type { SavedInstance } from '../storage/instance-record';
import type { NoticeBoard } from '../storage/start-notices';
import { openWithConf } from './workbench';

export const IN_MAINTENANCE: Intent = {
  shouldRun: true,
  maintenance: { reason: 'crashed', since: '2026-01-01T00:00:00.000Z', setBy: 'basekeeper', incidentId: 'x' },
};

/** The text of an `instances.json`. */
export const listOf = (instances: readonly unknown[], schemaVersion = 1): string =>
  JSON.stringify({ schemaVersion, instances });

type Three = readonly [blog: SavedInstance, crm: SavedInstance, shop: SavedInstance];

export interface StorageBench {
  readonly home: string;
  readonly settings: string;
  readonly instances: string;
  /** `instances.json`. */
  readonly listFile: string;
  /** What is shown now. */
  readonly notices: readonly AppNotice[];
  /** Title and text of the notice with this id, or `nothing`. */
  said(id: string): string;
  dismissAll(): void;
  /** As a start of the app does it; what was shown before is gone. */
  open(): InstanceListFile;
  record(name: string, changes?: Partial<SavedInstance>): SavedInstance;
  /** Makes the folders of the instances, puts these on the list and waits for their copies. */
  begin(...records: readonly SavedInstance[]): Promise<void>;
  /** Begins with one that runs, one in maintenance, and one that is stopped, in a folder of the user's own. */
  beginWithThree(): Promise<Three>;
  /** What `instances.json` holds. */
  readList(): unknown;
  readManifest(folder: string): unknown;
  writeManifest(record: SavedInstance, folder?: string): void;
  /** Names in the settings folder that contain this. */
  settingsFiles(part: string): readonly string[];
  dispose(): Promise<void>;
}

export function createStorageBench(): StorageBench {
  process.umask(0o077);
  const scratch = resolve(import.meta.dirname, '../../.cache/tests');
  mkdirSync(scratch, { recursive: true });
  const home = mkdtempSync(join(scratch, 'storage-'));
  const settings = join(home, 'settings');
  const instances = join(home, 'instances');
  const opened: InstanceListFile[] = [];
  const notices: AppNotice[] = [];
  /** What an earlier opening still has to say is not listened to. */
  let current: NoticeBoard | null = null;
  const hide = (id: string): void => {
    const index = notices.findIndex((notice) => notice.id === id);
    if (index >= 0) notices.splice(index, 1);
  };
  const newBoard = (): NoticeBoard => {
    const board: NoticeBoard = {
      show: (notice) => {
        if (board !== current) return;
        hide(notice.id);
        notices.push(notice);
      },
      hide: (id) => {
        if (board === current) hide(id);
      },
    };
    current = board;
    return board;
  };

  const bench: StorageBench = {
    home,
    settings,
    instances,
    listFile: join(settings, 'instances.json'),
    notices,
    said: (id) => {
      const notice = notices.find((one) => one.id === id);
      return notice === undefined ? 'nothing' : `${notice.title}: ${notice.text}`;
    },
    dismissAll: () => {
      notices.length = 0;
    },
    open: () => {
      notices.length = 0;
      const list = openInstanceList(openWithConf, { settings, instances }, newBoard());
      opened.push(list);
      return list;
    },
    record: (name, changes = {}) => ({
      id: name.padEnd(15, '0'),
      name,
      port: 8090,
      folder: join(instances, name.padEnd(15, '0')),
      version: '0.40.6',
      createdAt: '2026-01-01T00:00:00.000Z',
      ...INITIAL_SETTINGS,
      launchOptions: NO_LAUNCH_OPTIONS,
      backups: NO_BACKUP_OPTIONS,
      upgrade: null,
      intent: { shouldRun: true, maintenance: null },
      ...changes,
    }),
    begin: async (...records) => {
      const list = bench.open();
      for (const record of records) {
        mkdirSync(join(record.folder, 'pb_data'), { recursive: true });
        const saved = list.save(record);
        if (!saved.ok) throw new Error(JSON.stringify(saved.error));
      }
      await list.copiesSettled();
    },
    beginWithThree: async () => {
      const three: Three = [
        bench.record('blog', { createdAt: '2026-01-01T00:00:00.000Z' }),
        bench.record('crm', { createdAt: '2026-01-02T00:00:00.000Z', intent: IN_MAINTENANCE, muted: true }),
        bench.record('shop', {
          createdAt: '2026-01-03T00:00:00.000Z',
          folder: join(home, 'my own', 'shop'),
          intent: { shouldRun: false, maintenance: null },
          port: 8099,
        }),
      ];
      await bench.begin(...three);
      return three;
    },
    readList: () => (JSON.parse(readFileSync(bench.listFile, 'utf8')) as { readonly instances: unknown }).instances,
    readManifest: (folder) => JSON.parse(readFileSync(manifestPath(folder), 'utf8')) as unknown,
    writeManifest: (record, folder = record.folder) => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(manifestPath(folder), manifestText(record));
    },
    settingsFiles: (part) => readdirSync(settings).filter((name) => name.includes(part)),
    dispose: async () => {
      await Promise.all(opened.map((list) => list.copiesSettled()));
      rmSync(home, { recursive: true, force: true });
    },
  };
  return bench;
}
