/** Files that lie beside a log, and go with it. */

/** When its lines were seen. */
export const timesOf = (logPath: string): string => logPath.replace(/\.log$/, '.times');

/** What is known of its run. */
export const recordOf = (logPath: string): string => logPath.replace(/(?:\.\d+)?\.log$/, '.json');
