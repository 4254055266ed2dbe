import { slugOf } from '../../shared/file-name';

/**
 * The name of a backup's file, e.g. `blog-2026-11-26-141530-k3j….zip`: sorted by time, safe on every system, and with
 * its id, so that no two are the same. The time is UTC.
 */
export function backupFileName(instanceName: string, createdAt: string, id: string): string {
  const time = createdAt.slice(0, 19).replace('T', '-').replaceAll(':', '');
  return `${slugOf(instanceName, 'backup')}-${time}-${id}.zip`;
}
