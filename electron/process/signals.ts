/** A process that is already gone is not an error. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  // Nothing is frozen by a signal there.
  if (process.platform === 'win32' && signal === 'SIGCONT') return;
  try {
    process.kill(pid, signal);
  } catch (error) {
    // ESRCH: it is gone already. EPERM: its exit will not come, and the kill timeout says so.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}
