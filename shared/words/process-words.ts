/** What is said of processes that are not as they should be. */
import type { AppNotice } from '../app-state';
import type { PortOwner } from '../errors';
import type { Instance } from '../instance';

/** `pocketbase (pid 12) and sh (pid 13)`. */
export const processesInWords = (processes: readonly PortOwner[]): string => {
  const names = processes.map(({ name, pid }) => `${name} (pid ${String(pid)})`);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
};

/** What hooks had started, and what is still there although pocketbase has ended. */
export const leftOverProcesses = (
  { id, name }: Pick<Instance, 'id' | 'name'>,
  processes: readonly PortOwner[],
): AppNotice => ({
  id: `left-over-${id}`,
  title: `Something that ${name} started still runs`,
  text: `pocketbase of “${name}” has ended, but ${processesInWords(processes)} ${processes.length === 1 ? 'was' : 'were'} started by it and could not be ended, for example because another user owns ${processes.length === 1 ? 'it' : 'them'}. End ${processes.length === 1 ? 'it' : 'them'} yourself.`,
});

/** Evidence of a start that was not even tried. */
export const tooFewFiles = (free: number, needed: number): string =>
  `Basekeeper may open only ${String(free)} more files, and a start needs ${String(needed)}.`;
