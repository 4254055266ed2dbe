/** What an exit code says on Windows, where there are no signals: whoever ends a process chooses the code that it leaves. */
import type { IncidentCause } from '../../shared/incident-cause';
import type { Finding } from '../../shared/incident';
import { endedByCode, endedByWindows } from '../../shared/words/windows-words';

/** Task Manager, taskkill and Node; `Stop-Process` of PowerShell. */
const OF_OTHER_PROGRAMS = [1, 0xffffffff];

/** Codes that the system itself gives (NTSTATUS). */
const OF_WINDOWS: Readonly<Record<number, IncidentCause>> = {
  // Ctrl+C, or its console was closed.
  0xc000013a: 'ended-from-outside',
  // The user logs off, or the computer shuts down.
  0x40010004: 'ended-from-outside',
  0xc000026b: 'ended-from-outside',
  0xc0000017: 'out-of-memory',
  0xc000012d: 'out-of-memory',
  // Access violation, damaged heap, stack overflow, fast fail.
  0xc0000005: 'crash-in-pocketbase',
  0xc0000374: 'crash-in-pocketbase',
  0xc00000fd: 'crash-in-pocketbase',
  0xc0000409: 'crash-in-pocketbase',
  // A library is missing, or the program does not fit this Windows.
  0xc0000135: 'executable-not-runnable',
  0xc0000142: 'executable-not-runnable',
};

/** Null: the code says nothing of its own. */
export function causeOfWindowsExit(code: number, databaseLeftOpen: boolean): Finding | null {
  const cause = OF_WINDOWS[code];
  if (cause !== undefined) return { cause, evidence: endedByWindows(code) };
  return databaseLeftOpen && OF_OTHER_PROGRAMS.includes(code) ? { cause: 'killed', evidence: endedByCode(code) } : null;
}
