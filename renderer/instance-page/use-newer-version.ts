import { newerVersion } from '../../shared/change-of-version';
import { RECOMMENDED_VERSION } from '../../shared/pocketbase-version';
import { useAppState } from '../store/store';
import { useAvailable } from '../commands/version-commands';

/** A newer version than this one, among those that are installed or have been heard of. Nobody is asked. */
export function useNewerVersion(current: string): string | null {
  const installed = useAppState(({ versions }) => versions);
  const listed = useAvailable((available) => available.listed);
  const known = [...installed, ...(listed?.versions ?? [])].map(({ version }) => version);
  return newerVersion(current, [...known, RECOMMENDED_VERSION]);
}
