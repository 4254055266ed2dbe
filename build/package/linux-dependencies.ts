/**
 * What the program needs of a Linux: the libraries that Electron is linked with (`readelf --dynamic`), those it opens by name
 * once it runs, and the programs that Basekeeper starts.
 */

/** Newest name first: Debian 13 and Ubuntu 24.04 renamed what changed with 64-bit times, and apt takes the first it has. */
export const DEB_DEPENDS = [
  'libasound2t64 | libasound2',
  'libatk-bridge2.0-0t64 | libatk-bridge2.0-0',
  'libatk1.0-0t64 | libatk1.0-0',
  'libatspi2.0-0t64 | libatspi2.0-0',
  'libc6 (>= 2.28)',
  'libcairo2',
  'libcups2t64 | libcups2',
  'libdbus-1-3',
  'libdrm2',
  'libexpat1',
  'libgbm1',
  'libglib2.0-0t64 | libglib2.0-0',
  'libgtk-3-0t64 | libgtk-3-0',
  'libnotify4',
  'libnspr4',
  'libnss3',
  'libpango-1.0-0',
  'libsecret-1-0',
  'libudev1',
  'libx11-6',
  // Opened by name at the start, and Chromium gives up without it.
  'libx11-xcb1',
  'libxcb1',
  'libxcomposite1',
  'libxdamage1',
  'libxext6',
  'libxfixes3',
  'libxkbcommon0',
  'libxrandr2',
  'xdg-utils',
] as const;

/** dbus-send asks the desktop whether it has a place for tray icons; without it Basekeeper takes it that there is none. */
export const DEB_RECOMMENDS = ['dbus-bin | dbus'] as const;

/** By the names of libraries, which are the same in every distribution with rpm. */
export const RPM_DEPENDS = [
  'libasound.so.2()(64bit)',
  'libatk-1.0.so.0()(64bit)',
  'libatk-bridge-2.0.so.0()(64bit)',
  'libatspi.so.0()(64bit)',
  'libc.so.6(GLIBC_2.28)(64bit)',
  'libcairo.so.2()(64bit)',
  'libcups.so.2()(64bit)',
  'libdbus-1.so.3()(64bit)',
  'libdrm.so.2()(64bit)',
  'libexpat.so.1()(64bit)',
  'libgbm.so.1()(64bit)',
  'libgio-2.0.so.0()(64bit)',
  'libgtk-3.so.0()(64bit)',
  'libnotify.so.4()(64bit)',
  'libnspr4.so()(64bit)',
  'libnss3.so()(64bit)',
  'libpango-1.0.so.0()(64bit)',
  'libsecret-1.so.0()(64bit)',
  'libudev.so.1()(64bit)',
  'libX11.so.6()(64bit)',
  'libX11-xcb.so.1()(64bit)',
  'libxcb.so.1()(64bit)',
  'libXcomposite.so.1()(64bit)',
  'libXdamage.so.1()(64bit)',
  'libXext.so.6()(64bit)',
  'libXfixes.so.3()(64bit)',
  'libxkbcommon.so.0()(64bit)',
  'libXrandr.so.2()(64bit)',
  'xdg-utils',
] as const;

export const RPM_TAGS = ['Recommends: dbus-tools'] as const;
