import { z } from 'zod';
import { APP_SETTINGS, INITIAL_APP_SETTINGS } from '../../shared/app-settings';
import type { Settings } from '../../shared/app-state';
import type { Result } from '../../shared/result';
import { recorded } from '../../shared/settings';
import type { UnusableFile } from '../../shared/words/storage-words';
import { openCheckedStore, type OpenStoreFile } from './open-store';

const SCHEMA_VERSION = 1;

const windowBounds = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

const file = z.object({
  schemaVersion: z.literal(SCHEMA_VERSION),
  settings: z.object({ ...recorded(APP_SETTINGS), closeHintShown: z.boolean() }),
  windowBounds: windowBounds.nullable(),
});

export type WindowBounds = z.output<typeof windowBounds>;

export interface SettingsFile {
  readonly unusableFile: UnusableFile | null;
  settings(): Settings;
  saveSettings(settings: Settings): Result<undefined>;
  windowBounds(): WindowBounds | null;
  saveWindowBounds(bounds: WindowBounds): Result<undefined>;
}

/** `settings.json`: the user's choices for the whole app, and where the window was. */
export function openSettingsFile(open: OpenStoreFile, folder: string): SettingsFile {
  const store = openCheckedStore(open, folder, 'settings', file, {
    schemaVersion: SCHEMA_VERSION,
    settings: { ...INITIAL_APP_SETTINGS, closeHintShown: false },
    windowBounds: null,
  });
  return {
    unusableFile: store.unusableFile(),
    settings: () => store.content().settings,
    saveSettings: (settings) => store.replace({ ...store.content(), settings }),
    windowBounds: () => store.content().windowBounds,
    saveWindowBounds: (bounds) => store.replace({ ...store.content(), windowBounds: bounds }),
  };
}
