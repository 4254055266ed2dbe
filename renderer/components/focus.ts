/** Fields and controls that a shortcut or a link moves the focus to. */
export const TARGETS = {
  findInstance: 'find-instance',
  findInOutput: 'find-in-output',
  maintenanceSwitch: 'maintenance-switch',
  startChecks: 'start-checks',
  currentRow: 'current-instance',
  backups: 'backups',
  launchOptions: 'launch-options',
  encryptionKey: 'encryption-key',
  installedVersions: 'installed-versions',
  updates: 'updates',
} as const;

/** The place of a task in the list of tasks. */
export const taskTarget = (operationId: string): string => `task-${operationId}`;

export function focusOn(target: string): boolean {
  const element = document.getElementById(target);
  if (element === null) return false;
  element.scrollIntoView({ block: 'center' });
  element.focus({ preventScroll: true });
  if (element instanceof HTMLInputElement) element.select();
  return true;
}

/** From there the keyboard and a screen reader go on. Can be given the focus; null while there is none. */
export function pageHeading(): HTMLElement | null {
  const heading = document.querySelector<HTMLElement>('main h1');
  if (heading !== null) heading.tabIndex = -1;
  return heading;
}

export const focusHeading = (): void => {
  pageHeading()?.focus({ preventScroll: true });
};
