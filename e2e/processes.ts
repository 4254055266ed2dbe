import { readdirSync, readFileSync } from 'node:fs';

/** Command lines of all processes, by pid. */
export function processes(): ReadonlyMap<number, readonly string[]> {
  const all = new Map<number, readonly string[]>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(`/proc/${entry}/cmdline`, 'utf8').split('\0').filter(Boolean);
      // A process without a command line is a kernel thread or has ended and waits to be reaped.
      if (command.length > 0) all.set(Number(entry), command);
    } catch {
      // It ended while we looked.
    }
  }
  return all;
}

/** Pids of the `pocketbase serve` processes whose data lies below a folder. */
export function pocketbasesBelow(folder: string): readonly number[] {
  return [...processes()]
    .filter(([, command]) => command.includes('serve') && command.some((part) => part.startsWith(`--dir=${folder}`)))
    .map(([pid]) => pid);
}

/** The status of an answer, or the code of the error when there is none. */
export async function ask(port: number): Promise<number | string> {
  try {
    return (await fetch(`http://127.0.0.1:${String(port)}/api/health`, { signal: AbortSignal.timeout(2000) })).status;
  } catch (error) {
    const { cause, message } = error as Error & { cause?: { code?: string } };
    return cause?.code ?? message;
  }
}
