/** What is said of Windows only. */

/** There is no telling them apart. */
export const endedByCode = (code: number): string =>
  `Exit code ${String(code)}: Task Manager, taskkill and other programs end a process like this. A hook that calls $os.exit(${String(code)}) leaves the same.`;

/** In the form in which the code is found in Microsoft’s documentation. */
export const endedByWindows = (code: number): string =>
  `Windows ended it with 0x${code.toString(16).toUpperCase().padStart(8, '0')}.`;
