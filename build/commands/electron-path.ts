/** Prints the path of the Electron in use, obtaining it if needed. */
import { obtainElectron } from '../electron-runtime';
import { Report } from '../report';

export async function run(): Promise<number> {
  const { executable } = await obtainElectron(new Report(process.stderr));
  console.log(executable);
  return 0;
}
