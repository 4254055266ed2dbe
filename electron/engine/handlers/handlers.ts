import type { EngineCommand } from '../../../shared/ipc';
import type { HandlersOf } from '../dispatch';
import type { EngineParts } from '../engine';
import { appHandlers } from './app';
import { backupHandlers } from './backups';
import { instanceHandlers } from './instances';
import { manageHandlers } from './manage';
import { newInstanceHandlers } from './new-instance';
import { replaceDataHandlers } from './replace-data';
import { versionHandlers } from './versions';

/** Everything that any client may ask of the engine. */
export const engineHandlers = (parts: EngineParts): HandlersOf<EngineCommand> => ({
  ...newInstanceHandlers(parts),
  ...instanceHandlers(parts),
  ...backupHandlers(parts),
  ...replaceDataHandlers(parts),
  ...manageHandlers(parts),
  ...versionHandlers(parts),
  ...appHandlers(parts),
});
