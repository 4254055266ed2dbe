/** One coding assistant, served over standard input and output. Only words and shapes: what is allowed, the gate decides. */
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { Call } from '../control/conversation';
import { CallTransport } from './call-transport';
import type { AssistantGate } from './gate';
import { addReadingTools } from './reading-tools';
import { addActingTools } from './acting-tools';

export interface AssistantParts {
  readonly appVersion: string;
  /** Makes the gate of this assistant. */
  readonly gate: (assistant: () => string) => AssistantGate;
}

const INSTRUCTIONS =
  'Basekeeper keeps PocketBase instances on this computer. Instances are given by name or id; “list” shows those that a person has opened to assistants. restore, delete, change_version and maintenance_off ask a person in the window, and wait for the answer.';

/** Resolves when the assistant is gone. */
export async function serveAssistant(call: Call, { appVersion, gate }: AssistantParts): Promise<void> {
  const server = new McpServer({ name: 'basekeeper', version: appVersion }, { instructions: INSTRUCTIONS });
  const own = gate(() => server.server.getClientVersion()?.name ?? '');
  addReadingTools(server, own);
  addActingTools(server, own);
  const ended = new Promise<void>((resolve) => {
    server.server.onclose = resolve;
  });
  await server.connect(new CallTransport(call));
  await ended;
}
