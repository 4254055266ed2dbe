import { app, dialog } from 'electron';
import { isServing } from './start-mode';

/**
 * Says why Basekeeper cannot start, and ends it. The one place where main waits for a person: before there is a store,
 * nothing is supervised, and there is no window that could say it.
 */
export function cannotStart({ title, text }: { readonly title: string; readonly text: string }): void {
  if (isServing(process.argv)) {
    // Nobody sits there, and there is nothing to show it on.
    process.stderr.write(`${title}. ${text}\n`);
    app.exit(1);
    return;
  }
  // eslint-disable-next-line no-restricted-syntax -- nothing is supervised yet
  dialog.showErrorBox(title, text);
  app.exit(1);
}
