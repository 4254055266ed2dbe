import type { Instance } from '../../shared/instance';
import { ok, type Result } from '../../shared/result';
import { spaceFreed } from '../../shared/words/outcome-words';
import { foldersOf } from '../pocketbase/arguments';
import { checkSpace } from '../operations/free-space';
import { sizesOf } from './get-sizes';
import { inMaintenance } from '../operations/in-maintenance';
import type { OperationParts } from '../operations/operation-parts';
import type { Begun } from '../operations/operation-runner';

/** SQLite writes the new database beside the old one, then its pages once more while it exchanges them. */
const NEEDED_TIMES = 2;

/** Rewrites the databases without what was deleted in them. */
export const beginCompacting = (instance: Instance, parts: OperationParts): Result<Begun> =>
  parts.runner.begin(instance.id, 'compact', (context) =>
    inMaintenance(context, 'compact', instance, parts, async () => {
      const sizes = await sizesOf(instance, parts, context);
      if (!sizes.ok) return sizes;
      const fits = await checkSpace(instance.folder, NEEDED_TIMES * sizes.value.databases);
      if (!fits.ok) return fits;
      const compacted = await parts.runJob('compact', { dataFolder: foldersOf(instance.folder).data }, context);
      parts.afterStep('compacted');
      return compacted.ok ? ok(spaceFreed(compacted.value.beforeBytes, compacted.value.afterBytes)) : compacted;
    }),
  );
