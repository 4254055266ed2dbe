import type { Installation } from '../../shared/app-state';
import { ProgressBar } from './progress-bar';

/** How far an installation is. */
export function InstallationBar({ installation }: { readonly installation: Installation }) {
  const { version, step, receivedBytes, totalBytes } = installation;
  return <ProgressBar label={`${step} PocketBase ${version}`} doneBytes={receivedBytes} totalBytes={totalBytes} />;
}
