/**
 * Stands in for Electron's own default_app in the fallback runtime: loads the app that the command line names.
 *
 * Electron 25 contains Node 18.15. execa 9 needs three functions that came with Node 18.16 to 18.18. They are added here,
 * before the app is loaded, and not in the app: what users get runs on a current Electron and needs none of this.
 */
const events = require('node:events');
const path = require('node:path');
const stream = require('node:stream');
const util = require('node:util');
const { app } = require('electron');

stream.getDefaultHighWaterMark ??= (objectMode) => (objectMode ? 16 : 16_384);
events.addAbortListener ??= (signal, listener) => {
  if (signal.aborted) queueMicrotask(() => listener());
  else signal.addEventListener('abort', listener, { once: true });
  return {
    [Symbol.dispose ?? Symbol.for('nodejs.dispose')]() {
      signal.removeEventListener('abort', listener);
    },
  };
};
util.aborted ??= (signal) =>
  signal.aborted
    ? Promise.resolve()
    : new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

process.defaultApp = true;

const args = process.argv.slice(1);
for (let index = 0; index < args.length; index++) {
  const argument = args[index];
  if (argument === '-r' || argument === '--require') {
    // Playwright loads itself this way.
    index += 1;
    require(path.resolve(args[index]));
    continue;
  }
  if (argument.startsWith('-')) continue;
  const folder = path.resolve(argument);
  const description = require(path.join(folder, 'package.json'));
  app.setName(description.productName ?? description.name);
  app.setVersion(description.version);
  app.setAppPath(folder);
  if (description.desktopName !== undefined) app.setDesktopName(description.desktopName);
  require(path.join(folder, description.main));
  break;
}
