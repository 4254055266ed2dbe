import type { Contender, Program } from '../contenders/contender';
import type { Measurements } from '../measurements';
import { measureAtRest } from './rest';

/** What a manager itself needs while its programs have nothing to do; Basekeeper's is measured with its window. */
export async function measureManagers(
  open: () => Promise<Contender>,
  programs: readonly Program[],
  durationMs: number,
  measurements: Measurements,
): Promise<void> {
  const contender = await open();
  await Promise.all(programs.map((program) => contender.start(program)));
  await new Promise((resolve) => setTimeout(resolve, durationMs / 6));
  const rest = await measureAtRest(() => contender.ownPids(), durationMs);
  const suffix = contender.name === 'basekeeper' ? '-headless' : '';
  measurements.add(`memory-20${suffix}`, contender.name, rest.pssMiB);
  measurements.add(`processor-20${suffix}`, contender.name, rest.processorPercent);
  await contender.close();
}
