/** Which of the systems' ways to start a program at login is taken here, and with what. */
import { app } from 'electron';
import { homedir } from 'node:os';
import { done, ok } from '../../shared/result';
import { appImageOfThis } from './own-app-image';
import { autostart, autostartFile, type LoginItem } from './start-at-login';

const HIDDEN = '--background';

/** The program as a person would start it: an AppImage by its own file, a checkout with its folder, a home of its own with it. */
function commandOfThis(): readonly string[] {
  const { BASEKEEPER_HOME } = process.env;
  const program = appImageOfThis(app.isPackaged) ?? process.execPath;
  const home = BASEKEEPER_HOME === undefined || BASEKEEPER_HOME === '' ? [] : [`BASEKEEPER_HOME=${BASEKEEPER_HOME}`];
  return [
    ...(home.length === 0 ? [] : ['/usr/bin/env', ...home]),
    program,
    ...(app.isPackaged ? [] : [app.getAppPath()]),
    HIDDEN,
  ];
}

const args = [HIDDEN];

/** macOS has no arguments for it, and shows the window. */
const ofElectron: LoginItem = {
  read: () => Promise.resolve(ok({ on: app.getLoginItemSettings({ args }).openAtLogin, startsAnother: false })),
  set: (on) => {
    app.setLoginItemSettings({ openAtLogin: on, args });
    return Promise.resolve(done);
  },
};

export const loginItem = (): LoginItem =>
  process.platform === 'linux' ? autostart(autostartFile(process.env, homedir()), commandOfThis()) : ofElectron;
