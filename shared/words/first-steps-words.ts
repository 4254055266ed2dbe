/** What is said at the first launch, and after an instance was created. */

export const FIRST_RUN = {
  title: 'Run PocketBase on this computer',
  text: 'You always see what is really running. If one crashes, Basekeeper takes it offline and tells you why.',
  create: 'Create a new instance',
  open: 'Open an existing folder…',
  drop: 'Or drop a folder that holds pb_data anywhere on this window.',
  nothingIsSent: 'No account, nothing is sent.',
} as const;

export const DROP_HERE = 'Drop the folder to open it as an instance';

export const NOT_A_FOLDER = {
  title: 'Drop a folder',
  text: 'The folder has to contain pb_data. Drop a backup on the Backups tab of its instance.',
} as const;

export const ONE_FOLDER = { title: 'One folder at a time', text: 'Drop a single folder that holds pb_data.' } as const;

export const NOT_ON_THIS_COMPUTER = {
  title: 'It is not a folder on this computer',
  text: 'Copy it to a drive of this computer first, then drop it.',
} as const;

export const KEYS = {
  title: 'Sign in with this superuser',
  text: 'Basekeeper does not keep the password. Save it in your password manager; it is gone when you close this or quit.',
  copyBoth: 'Copy both',
  done: 'I have them',
} as const;
