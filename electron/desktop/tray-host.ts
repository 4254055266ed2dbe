import { execa } from 'execa';
import { systemTool } from '../process/system-tools';

/**
 * Will a tray icon be seen, so that a hidden window can be brought back? macOS and Windows always have a place for it;
 * on Linux a desktop may have none, which only the session bus can tell.
 */
export async function hasTrayHost(): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const tool = systemTool('dbus-send');
  if (tool === null) return false;
  const asked = await execa(
    tool,
    [
      '--session',
      '--print-reply',
      '--reply-timeout=1000',
      '--dest=org.kde.StatusNotifierWatcher',
      '/StatusNotifierWatcher',
      'org.freedesktop.DBus.Properties.Get',
      'string:org.kde.StatusNotifierWatcher',
      'string:IsStatusNotifierHostRegistered',
    ],
    { reject: false, timeout: 2000 },
  );
  return asked.stdout.includes('boolean true');
}
