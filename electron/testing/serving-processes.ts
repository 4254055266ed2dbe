/** Looks at the system itself, not at what the app says. Linux. */
import { readdirSync, readFileSync } from 'node:fs';
import { identify } from '../process/process-identity';

/** Living `serve` processes whose data folder begins with this path. A zombie has ended. */
export function servingProcesses(dataFolder: string): readonly number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      try {
        const command = readFileSync(`/proc/${entry}/cmdline`, 'utf8').split('\0');
        const ours = command.includes('serve') && command.some((part) => part.startsWith(`--dir=${dataFolder}`));
        return ours && identify(Number(entry)) !== null ? [Number(entry)] : [];
      } catch {
        return [];
      }
    });
}

/** Living processes with this in one of their arguments, or with just this as one of them. */
export function processesWithArgument(text: string, how: 'within' | 'exactly' = 'within'): readonly number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      try {
        const parts = readFileSync(`/proc/${entry}/cmdline`, 'utf8').split('\0');
        const fits = how === 'exactly' ? parts.includes(text) : parts.some((part) => part.includes(text));
        return fits && identify(Number(entry)) !== null ? [Number(entry)] : [];
      } catch {
        return [];
      }
    });
}

/** Living processes of this group. */
export function processesOfGroup(group: number): readonly number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      try {
        // What follows the name, which may contain anything: state, parent, group.
        const [state, , itsGroup] = readFileSync(`/proc/${entry}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
        return Number(itsGroup) === group && state !== 'Z' ? [Number(entry)] : [];
      } catch {
        return [];
      }
    });
}

/** Looks again and again, and keeps what must never be. */
export class NeverTwo {
  readonly #timer: NodeJS.Timeout;
  readonly #folders: readonly string[];
  readonly seen: string[] = [];

  constructor(dataFolders: readonly string[]) {
    this.#folders = dataFolders;
    this.#timer = setInterval(() => this.#look(), 20);
  }

  end(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    for (const folder of this.#folders) {
      const pids = servingProcesses(folder);
      if (pids.length > 1) this.seen.push(`${folder}: ${pids.join(', ')}`);
    }
  }
}
