/** How what we have started comes to its end when we die without a word. No single way is relied on. */
import { execaSync } from 'execa';
import { systemTool } from './system-tools';
import { Watchdog } from './watchdog';

const DEATH_SIGNAL = ['--pdeathsig', 'TERM'] as const;
const PROBE_LIMIT_MS = 2000;

export const watchdog = new Watchdog();

let mayOutliveUs = false;

/** For tests of what becomes of a process that nothing ends with us. */
export function letThemOutliveUs(): void {
  mayOutliveUs = true;
}

/** Does what we start end with us? Windows does it by its job object (not run by us). */
export const endsWithUs = (): boolean =>
  process.platform === 'win32' || (!mayOutliveUs && (systemTool('sh') !== null || deathSignalTool() !== null));

/** Is a run with this id to be watched? Without an id it could not be told from others. */
export const watched = (runId: string): boolean => runId !== '' && process.platform !== 'win32' && !mayOutliveUs;

/**
 * On Linux the system can be told to send SIGTERM when we die; the pid stays the same. At once and without a process of its
 * own, but it is lost when PocketBase starts itself anew, and with an executable that has capabilities.
 */
export function endingWithUs(command: readonly [string, ...string[]]): readonly [string, ...string[]] {
  const tool = mayOutliveUs ? null : deathSignalTool();
  return tool === null ? command : [tool, ...DEATH_SIGNAL, '--', ...command];
}

/** Looked for once: undefined until then, null where it is of no use. */
let setpriv: string | null | undefined;

function deathSignalTool(): string | null {
  if (setpriv === undefined) {
    const tool = process.platform === 'linux' ? systemTool('setpriv') : null;
    setpriv = tool !== null && knowsDeathSignal(tool) ? tool : null;
  }
  return setpriv;
}

/** Old and small editions of setpriv do not know the option. */
function knowsDeathSignal(tool: string): boolean {
  const nothing = systemTool('true');
  if (nothing === null) return false;
  const probe = execaSync(tool, [...DEATH_SIGNAL, '--', nothing], {
    reject: false,
    stdio: 'ignore',
    timeout: PROBE_LIMIT_MS,
  });
  return !probe.failed;
}
