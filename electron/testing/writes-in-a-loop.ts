/**
 * A program that changes an instance without an end, to be killed in the middle of it. It prints the number of each
 * change once it has been written: `node --import tsx writes-in-a-loop.ts <home>`.
 */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import Conf from 'conf';
import { openInstanceList } from '../storage/instance-list';

const [home = ''] = process.argv.slice(2);
process.umask(0o077);
const nothing = (): void => undefined;
const list = openInstanceList(
  (folder, name) => new Conf({ cwd: folder, configName: name, configFileMode: 0o600, projectName: 'basekeeper' }),
  { settings: join(home, 'settings'), instances: join(home, 'instances') },
  { show: ({ text }) => process.stderr.write(`${text}\n`), hide: nothing },
);

function change(number: number): void {
  const [record] = list.load();
  if (record === undefined) throw new Error('The list is empty');
  const since = new Date(number).toISOString();
  const saved = list.save({
    ...record,
    intent: { shouldRun: true, maintenance: { reason: 'requested', since, setBy: 'window', incidentId: null } },
  });
  if (!saved.ok) throw new Error(JSON.stringify(saved.error));
  writeSync(1, `${String(number)}\n`);
  // Between two changes the copy has its turn.
  setImmediate(change, number + 1);
}
change(Date.parse(list.load()[0]?.intent.maintenance?.since ?? new Date(0).toISOString()) + 1);
