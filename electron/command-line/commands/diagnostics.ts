import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { diagnosticsFileName } from '../../../shared/diagnostics';
import { inert } from '../../../shared/inert';
import { alreadyThere, fileSizeInWords } from '../../../shared/words/diagnostics-words';
import { writeDiagnostics } from '../../diagnostics/write-zip';
import type { CommandContext } from '../context';

/** Writes it into the folder where the command was given, unless another place was named. Nothing is overwritten. */
export async function diagnostics(context: CommandContext, file: string | undefined): Promise<number> {
  const { call, source, terminal } = context;
  const now = new Date();
  const path = resolve(call.content.folder, file ?? diagnosticsFileName(now));
  if (existsSync(path)) return context.refuse({ code: 'usage', detail: alreadyThere(inert(path)) });
  if (source.diagnostics === null) return context.refuse({ code: 'app-not-running' });
  const files = await source.diagnostics();
  const written = await writeDiagnostics(path, files, now);
  if (!written.ok) return context.refuse(written.error);
  const listed = files.map(({ name, what, sizeBytes }) => ({ name, what, sizeBytes }));
  return context.answer({ path, files: listed }, async () => {
    for (const { name, what, sizeBytes } of listed)
      await terminal.line(`${name} (${fileSizeInWords(sizeBytes)}): ${inert(what)}`);
    await terminal.line(inert(path));
  });
}
