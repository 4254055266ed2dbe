import type { HandlersOf } from '../dispatch';
import type { EngineParts } from '../engine';

/** The store of PocketBase versions. */
export function versionHandlers({
  versions,
}: EngineParts): HandlersOf<'install-version' | 'cancel-installation' | 'remove-version' | 'list-available-versions'> {
  return {
    'install-version': ({ version }) => versions.install(version),
    'cancel-installation': ({ version }) => versions.cancel(version),
    'remove-version': ({ version }) => versions.remove(version),
    'list-available-versions': (options) => versions.available(options),
  };
}
