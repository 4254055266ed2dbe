/** Who may work on a home: the folder with the list of instances. Two at once would start everything twice. */

/** Written by whoever works on a home, for others to read. */
export interface HomeHolder {
  readonly pid: number;
  /** Tells it from every other process that ever had its pid; only compared. */
  readonly processStartedAt: string;
  /** Changes with every start of the computer. */
  readonly bootId: string;
  /** Where pids are counted: a container has its own. */
  readonly pidSpace: string;
  /** Name and number of the computer. */
  readonly host: string;
  readonly machineId: string;
  /** ISO 8601, wall clock. */
  readonly since: string;
  /** It has no window that it could show. */
  readonly headless?: boolean | undefined;
  /** It has let go of it in order. */
  readonly released: boolean;
}

/** What can be told of a holder from here. */
export type HolderVerdict =
  /** It has ended, and that is certain. */
  | 'gone'
  /** It is a living process of this computer. */
  | 'here'
  /** On another computer or in a container: from here nothing can be told of it. */
  | 'elsewhere';

export interface Here {
  readonly bootId: string;
  readonly pidSpace: string;
  readonly host: string;
  readonly machineId: string;
  readonly isThere: (holder: Pick<HomeHolder, 'pid' | 'processStartedAt' | 'bootId'>) => boolean;
}

/** A holder is gone only with proof: it says so, its process is not there, or its computer has been started since. */
export function judgeHolder(holder: HomeHolder, here: Here): HolderVerdict {
  if (holder.released) return 'gone';
  if (holder.bootId === here.bootId) {
    if (holder.pidSpace !== here.pidSpace) return 'elsewhere';
    return here.isThere(holder) ? 'here' : 'gone';
  }
  return holder.host === here.host && holder.machineId === here.machineId ? 'gone' : 'elsewhere';
}
