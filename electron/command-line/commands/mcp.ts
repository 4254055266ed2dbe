import { EXIT } from '../../../shared/command-line/exit-codes';
import type { CommandContext } from '../context';

/** Serves one coding assistant until it goes. */
export async function mcp(context: CommandContext): Promise<number> {
  const { call, source, app } = context;
  if (source.assist === null) return context.refuse({ code: 'app-not-running' });
  // The protocol's library is large, and nothing else needs it.
  const { serveAssistant } = await import('../../assistants/serve-assistant');
  await serveAssistant(call, { appVersion: app.version, gate: source.assist });
  return EXIT.done;
}
