import { DRILL_NAME, type CrashDrill } from '../crash-drill';
import { displayStatus } from '../display-status';
import type { Instance } from '../instance';

export const DRILL_EXISTS = {
  title: 'There is a crash drill already',
  text: 'Remove it before you start another one.',
};

/** What will happen, before it does. */
export const drillQuestion = (withNotifications: boolean): { readonly title: string; readonly text: string } => ({
  title: 'Start a crash drill?',
  text: `Basekeeper creates an instance “${DRILL_NAME}” in the temporary folder of this computer, starts it and kills its process. You see how maintenance, the popup, the tray icon${
    withNotifications ? ' and the desktop notification' : ''
  } tell you. Your other instances keep running.${
    withNotifications ? '' : ' Desktop notifications are off in Preferences.'
  } You can remove it afterwards; quitting Basekeeper removes it, too.`,
});

/** What the drill has come to. `instance`: its own, while it is on the list; `killedAt`: the time in words. */
export function drillInWords(
  { stage, killed, folder }: CrashDrill,
  instance: Pick<Instance, 'intent' | 'state' | 'name'> | null,
  killedAt: string,
): string {
  switch (stage) {
    case 'creating':
      return `Creating an instance in ${folder}.`;
    case 'starting':
      return 'Starting it. Its process is killed as soon as it runs.';
    case 'not-killed':
      return 'It was not running, so nothing was killed.';
    case 'removing':
      return 'Removing it with all its files.';
    case 'killed': {
      const done = `Its process (pid ${String(killed?.pid ?? '')}) was killed at ${killedAt}.`;
      if (instance === null) return done;
      const { kind } = displayStatus(instance);
      if (kind === 'maintenance') {
        return `${done} Basekeeper turned on maintenance. See the list, the popup, the tray icon and the notification.`;
      }
      return kind === 'running' ? `${done} It is running again.` : done;
    }
  }
}

/** The end of a sentence that begins with the path. */
export const notRemoved = (detail: string): string => `could not be removed (${detail})`;
