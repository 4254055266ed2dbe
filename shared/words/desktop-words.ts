/** What the desktop shows for Basekeeper: titles of its dialogs, its entry among what starts at login. */

export const DIALOG_TITLES = {
  backup: 'Choose a backup',
  environmentFile: 'Choose a .env file',
  executable: 'Choose a PocketBase executable, or a zip that contains one',
  exportBackup: 'Export as a PocketBase backup',
  exportEnvironment: 'Export the environment',
  folder: 'Choose the folder of the instance',
  saveOutput: 'Save the output',
} as const;

export const AUTOSTART_COMMENT = 'Keeps PocketBase instances running';

/** Why secrets cannot be kept: without a full stop. */
export const NO_SECRET_STORAGE = {
  linux:
    'There is no keyring (GNOME Keyring or KWallet) that is running and unlocked, and without one they would be encrypted with a key that everybody knows',
  other: 'The system’s own encryption of secrets is not available to Basekeeper',
} as const;

/** At launch, before any instance is supervised. */
export const couldNotStart = (error: string): { readonly title: string; readonly text: string } => ({
  title: 'Basekeeper could not start',
  text: `${error}. Your instances were not touched.`,
});

/** In the menu of the instance on screen. */
export const NO_INSTANCE_SHOWN = 'No instance on screen';
