/** What is said when two of us want the same folder. */
import type { AppNotice } from '../app-state';
import type { AppError } from '../errors';

type HomeInUse = Extract<AppError, { readonly code: 'home-in-use' }>;

const TIME = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const TWICE = 'Two of them would start your instances twice, so nothing was started here.';

export function homeInUseWords({ holder, path, where }: HomeInUse): { readonly title: string; readonly text: string } {
  if (holder === null) {
    return {
      title: 'Basekeeper may be running already',
      text: `${path} says who uses the list of instances, and it cannot be read. ${TWICE} If no other Basekeeper uses it, delete that file and open Basekeeper again.`,
    };
  }
  const since = TIME.format(new Date(holder.since));
  if (where === 'here' && holder.headless) {
    return {
      title: 'Basekeeper is running without a window',
      text: `Process ${String(holder.pid)} (basekeeper serve) has had the list of instances since ${since}, and has no window to show. ${TWICE} The command “basekeeper status” shows your instances. For the window, end the other one, e.g. with “systemctl --user stop basekeeper”, and open Basekeeper again.`,
    };
  }
  if (where === 'here') {
    return {
      title: 'Basekeeper is running already, but does not answer',
      text: `Process ${String(holder.pid)} has had the list of instances since ${since}. ${TWICE} The other one was left alone. Wait until it answers; if it does not, end that process and open Basekeeper again.`,
    };
  }
  return {
    title: `Basekeeper is running on ${holder.host}`,
    text: `Process ${String(holder.pid)} on ${holder.host} has had the list of instances since ${since}. ${TWICE} Quit Basekeeper there. If it is certain that it does not run any more, delete ${path} and open Basekeeper again.`,
  };
}

/** The end of a sentence that begins with the path. */
export const HOME_NOT_ABSOLUTE = '(from BASEKEEPER_HOME) is not an absolute path';

export const homeNotLocked = (problem: string): AppNotice => ({
  id: 'home-not-locked',
  title: 'Another Basekeeper would not be noticed',
  text: `Basekeeper could not write down that it uses this list of instances: ${problem}. Do not open it a second time with the same folder, e.g. from another computer.`,
});
