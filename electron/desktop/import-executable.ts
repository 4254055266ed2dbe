import { basename } from 'node:path';
import type { ExecutableImport } from '../../shared/versions';
import { fail, ok, type Result } from '../../shared/result';
import { NO_FILE_WAITING } from '../../shared/words/source-words';
import type { Versions } from '../instances/versions';

/**
 * Adding an executable that a person chooses. One that does not say which PocketBase it is built on is asked about; the
 * window answers with a version, never with a path.
 */
export class ExecutableImports {
  readonly #versions: Pick<Versions, 'importExecutable'>;
  readonly #chooseFile: () => Promise<string | null>;
  /** The one that is asked about. */
  #path: string | null = null;

  constructor(versions: Pick<Versions, 'importExecutable'>, chooseFile: () => Promise<string | null>) {
    this.#versions = versions;
    this.#chooseFile = chooseFile;
  }

  async choose(): Promise<Result<ExecutableImport>> {
    this.#path = null;
    const path = await this.#chooseFile();
    return path === null ? ok({ imported: null, question: null }) : this.#add(path);
  }

  /** `version` is what the person says. */
  async answer(version: string): Promise<Result<ExecutableImport>> {
    const path = this.#path;
    if (path === null) {
      return fail({ code: 'version-not-available', version, detail: NO_FILE_WAITING });
    }
    return this.#add(path, version);
  }

  async #add(path: string, version?: string): Promise<Result<ExecutableImport>> {
    const added = await this.#versions.importExecutable(path, version);
    if (added.ok) {
      this.#path = null;
      return ok({ imported: added.value, question: null });
    }
    if (added.error.code !== 'build-without-version') return added;
    this.#path = path;
    return ok({ imported: null, question: { fileName: basename(path), proposed: added.error.proposed } });
  }
}
