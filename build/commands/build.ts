/** Builds what `<electron> .` starts into out/. */
import { build } from '../app-build';
import { Report } from '../report';

export async function run(): Promise<number> {
  const report = new Report(process.stdout);
  await build(report);
  report.line('The app is in out/. `npm run -s electron:path` prints the Electron that starts it.');
  return 0;
}
