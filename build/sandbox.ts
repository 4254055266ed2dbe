/** Chromium's sandbox on Linux: when it works, and what the launcher does where it cannot. */
import { execa } from 'execa';
import type { ProcessUser } from './display';
import { isRoot } from './project';

/** Chromium refuses to start its sandbox as root. Only the launcher knows this switch; the app never adds it. */
export const sandboxArguments = (): readonly string[] =>
  process.platform === 'linux' && isRoot() ? ['--no-sandbox'] : [];

/** Chromium builds its sandbox out of new user, process and network namespaces, which some systems keep from ordinary users. */
export async function sandboxWorks(user?: ProcessUser): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const probe = await execa('unshare', ['--user', '--map-root-user', '--pid', '--net', '--fork', 'true'], {
    stdio: 'ignore',
    timeout: 10_000,
    reject: false,
    ...user,
  });
  return !probe.failed;
}

export const SANDBOX_ADVICE =
  'Chromium’s sandbox may not start here: this system keeps ordinary users from creating namespaces. If the window does ' +
  'not open, run: sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0';
