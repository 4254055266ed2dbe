/** Where things are once a package for Linux is installed; the scripts in linux/ name them too. */

export const INSTALLED = '/opt/Basekeeper/basekeeper-app';

/** What `basekeeper` on the PATH leads to. */
export const INSTALLED_COMMAND = '/opt/Basekeeper/resources/bin/basekeeper';
