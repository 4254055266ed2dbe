/** What a program is told that gives commands to Basekeeper and is not understood. */
import type { Refusal } from '../command-line/protocol';

export const REFUSAL_WORDS: Readonly<Record<Refusal, string>> = {
  version:
    'Basekeeper and this command are of different versions. Quit Basekeeper, open it again, and use the command that came with it.',
  token: 'Basekeeper did not accept the token of this command. Quit Basekeeper, open it again and try once more.',
  'too-large': 'The command was too large for Basekeeper. Give it in smaller parts.',
  'too-late': 'The command did not reach Basekeeper as a whole in time. Try again.',
  'too-many': 'Too many commands are waiting for Basekeeper. Wait until some have ended, then try again.',
  malformed: 'Basekeeper did not understand what it was sent. Use the command that came with it.',
  quitting: 'Basekeeper is quitting. Open it again, then try once more.',
};

/** Where a command failed in a way nobody had thought of. */
export const bugInWords = (message: string): string => `Basekeeper has a bug: ${message}`;

/** Why commands are not listened for: part of a notice. */
export const isNotOfYourUser = (folder: string): string => `${folder} is not a folder of your user`;
