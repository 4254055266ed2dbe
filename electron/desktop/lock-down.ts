import { app, type Session } from 'electron';
import { isWithinAdminUi } from './allowed-address';

/** Nothing leaves our page: no navigation, no further windows, no permissions, no downloads, no embedded pages. An admin UI stays within itself. */
export function lockDown(session: Session, trustedOrigin: string): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  app.on('web-contents-created', (_event, contents) => {
    const stayHere = (event: { preventDefault: () => void }, address: string): void => {
      const stays = address.startsWith(`${trustedOrigin}/`) || isWithinAdminUi(contents.getURL(), address);
      if (!stays) event.preventDefault();
    };
    contents.on('will-navigate', (event) => stayHere(event, event.url));
    contents.on('will-redirect', (event) => stayHere(event, event.url));
    contents.on('will-frame-navigate', (event) => stayHere(event, event.url));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}
