import { diagnosticsFileName, type DiagnosticsFile } from '../../shared/diagnostics';
import { ok, type Result } from '../../shared/result';
import { collectDiagnostics, type CollectedFile, type DiagnosticsEngine } from '../diagnostics/collect';
import { writeDiagnostics } from '../diagnostics/write-zip';

export interface SavedDiagnostics {
  collect(): Promise<Result<{ readonly files: readonly DiagnosticsFile[] }>>;
  save(): Promise<Result<{ readonly path: string | null }>>;
}

/** What a person has looked at is what is saved, not what has come since. `choose` answers null when the dialog was closed. */
export function savedDiagnostics(
  engine: DiagnosticsEngine,
  choose: (name: string) => Promise<string | null>,
): SavedDiagnostics {
  let looked: readonly CollectedFile[] = [];
  return {
    collect: async () => {
      looked = await collectDiagnostics(engine);
      return ok({ files: looked.map(({ name, what, sizeBytes }) => ({ name, what, sizeBytes })) });
    },
    save: async () => {
      const now = engine.clock();
      const files = looked.length === 0 ? await collectDiagnostics(engine) : looked;
      const path = await choose(diagnosticsFileName(now));
      if (path === null) return ok({ path });
      const written = await writeDiagnostics(path, files, now);
      return written.ok ? ok({ path }) : written;
    },
  };
}
