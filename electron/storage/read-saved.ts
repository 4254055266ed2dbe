/** What an app that is not running has written down; only read, so that nothing is in its way when it starts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Incident } from '../../shared/incident';
import type { InstanceId } from '../../shared/ids';
import { fail, ok, type Result } from '../../shared/result';
import { cannotBe } from '../../shared/words/folder-words';
import { instanceRecord, type SavedInstance } from './instance-record';

const listFile = z.object({ instances: z.array(z.unknown()) });
const incidentFile = z.object({ incidents: z.array(z.custom<Incident>()) });

/** Entries that cannot be read are left out: the app itself has ways to put them in order. */
export function readSavedInstances(settingsFolder: string): Result<readonly SavedInstance[]> {
  const path = join(settingsFolder, 'instances.json');
  try {
    const { instances } = listFile.parse(JSON.parse(readFileSync(path, 'utf8')));
    return ok(instances.flatMap((entry) => instanceRecord.safeParse(entry).data ?? []));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? ok([]) : fail({ code: 'file-not-read', path, rule: cannotBe('read', message) });
  }
}

/** Newest first; none where nothing can be read. */
export function readSavedIncidents(folder: string, id: InstanceId): readonly Incident[] {
  try {
    return incidentFile.parse(JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8'))).incidents;
  } catch {
    return [];
  }
}
