import { app, type Session } from 'electron';

/** Nothing leaves our page: no navigation, no further windows, no permissions, no downloads, no embedded pages. */
export function lockDown(session: Session, trustedOrigin: string): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  app.on('web-contents-created', (_event, contents) => {
    const stayHere = (event: { preventDefault: () => void }, address: string): void => {
      if (!address.startsWith(`${trustedOrigin}/`)) event.preventDefault();
    };
    contents.on('will-navigate', (event) => stayHere(event, event.url));
    contents.on('will-redirect', (event) => stayHere(event, event.url));
    contents.on('will-frame-navigate', (event) => stayHere(event, event.url));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}
