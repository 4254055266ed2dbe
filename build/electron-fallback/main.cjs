/** Stands in for Electron's own default_app in the fallback runtime: loads the app that the command line names. */
const path = require('node:path');
const { app } = require('electron');

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
