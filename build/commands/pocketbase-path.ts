/** Prints the path of a PocketBase in the app's own version store, obtaining it if needed. */
import { appVersionStore, ensurePocketBase, NEWEST_VERSION } from '../pocketbase-versions';
import { Report } from '../report';

export async function run([version = NEWEST_VERSION]: readonly string[]): Promise<number> {
  const { executable } = await ensurePocketBase(await appVersionStore(), version, new Report(process.stderr));
  console.log(executable);
  return 0;
}
