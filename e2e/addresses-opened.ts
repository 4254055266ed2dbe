import type { App } from './app';

/** From now on nothing is opened in the browser; answers with what would have been. */
export async function addressesOpened(app: App): Promise<() => Promise<readonly string[]>> {
  await app.electron.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    Object.assign(shell, { openExternal: (address: string) => Promise.resolve(void opened.push(address)) });
  });
  return () => app.electron.evaluate(() => (globalThis as unknown as { opened: readonly string[] }).opened);
}
