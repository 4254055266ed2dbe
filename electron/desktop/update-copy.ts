import { app } from 'electron';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { updateWay, type UpdateWay } from '../../shared/updates';
import { appImageOfThis } from './own-app-image';

/** Where deb and rpm put the app. */
const PACKAGE_FOLDER = '/opt/Basekeeper';

export interface ThisCopy {
  readonly way: UpdateWay;
  /** The file that says where updates are published; null: this copy has none. */
  readonly feedFile: string | null;
}

/** How this copy came to this computer. A checkout may be given a feed, for tests; a package looks nowhere but where it says. */
export function thisCopy(): ThisCopy {
  const feedFile = app.isPackaged
    ? join(process.resourcesPath, 'app-update.yml')
    : (process.env['BASEKEEPER_UPDATE_FEED'] ?? '');
  const way = updateWay({
    platform: process.platform,
    isPackaged: app.isPackaged,
    appImage: appImageOfThis(app.isPackaged),
    packageType: app.getAppPath().startsWith(`${PACKAGE_FOLDER}/`) ? packageType() : null,
  });
  return { way, feedFile: feedFile !== '' && existsSync(feedFile) ? feedFile : null };
}

/** Written by the package; the folder that others are made from may hold it too, so it counts only where packages lie. */
function packageType(): string | null {
  try {
    return readFileSync(join(process.resourcesPath, 'package-type'), 'utf8').trim();
  } catch {
    return null;
  }
}
