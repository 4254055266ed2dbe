import type { EngineCommand } from '../../../shared/ipc';
import type { HandlersOf } from '../dispatch';
import type { EngineParts } from '../engine';
import { appHandlers } from './app';
import { backupHandlers } from './backups';
import { startCheckHandlers } from './check-start';
import { severalHandlers } from './several';
import { instanceHandlers } from './instances';
import { manageHandlers } from './manage';
import { newInstanceHandlers } from './new-instance';
import { replaceDataHandlers } from './replace-data';
import { versionHandlers } from './versions';

/** Everything that any client may ask of the engine. */
export function engineHandlers(parts: EngineParts, reportBug: (error: unknown) => void): HandlersOf<EngineCommand> {
  const single = { ...instanceHandlers(parts), ...backupHandlers(parts) };
  return {
    ...newInstanceHandlers(parts),
    ...single,
    ...startCheckHandlers(parts),
    ...severalHandlers(single, reportBug),
    ...replaceDataHandlers(parts),
    ...manageHandlers(parts),
    ...versionHandlers(parts),
    ...appHandlers(parts),
  };
}
