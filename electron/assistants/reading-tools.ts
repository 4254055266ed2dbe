import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { backupOf, incidentOf, instanceOf, operationOf } from '../../shared/command-line/shapes';
import { wantedText } from '../../shared/input';
import type { Instance } from '../../shared/instance';
import { data, refused } from './answers';
import type { AssistantGate } from './gate';

const LINES_MAX = 200;
/** Of one line; what is longer is cut, and that is marked. */
const LINE_LENGTH = 400;
const INCIDENTS_MAX = 20;
const ALL_LINES = { levels: 'all', run: null, ownQuestions: false, text: '', afterLine: 0 } as const;
const BACKUPS_MAX = 50;

export const instanceInput = { instance: z.string().min(1).max(200).describe('Name or id of the instance.') };
const readOnly = { readOnlyHint: true, openWorldHint: false };

export const shapeOf = (gate: AssistantGate, instance: Instance): object => ({
  ...gate.hiding(instanceOf(instance, gate.operations())),
  assistants: instance.assistants,
});

/** Those that change nothing. */
export function addReadingTools(server: McpServer, gate: AssistantGate): void {
  server.registerTool('list', { description: 'All instances that assistants may see.', annotations: readOnly }, () =>
    data({ instances: gate.instances().map((one) => shapeOf(gate, one)) }),
  );
  server.registerTool(
    'status',
    {
      description: 'One instance: its state, why it is in maintenance, its warnings and its tasks.',
      inputSchema: instanceInput,
      annotations: readOnly,
    },
    ({ instance }) => {
      const found = gate.find(instance);
      if (!found.ok) return refused(found.error);
      const { id } = found.value;
      const operations = gate.operations().filter(({ instanceId }) => instanceId === id);
      return data({ instance: shapeOf(gate, found.value), tasks: gate.hiding(operations.map(operationOf)) });
    },
  );
  server.registerTool(
    'output',
    {
      description: 'What an instance has written: its newest lines, or those around the newest match of a text.',
      inputSchema: {
        ...instanceInput,
        lines: z.number().int().min(1).max(LINES_MAX).default(50),
        search: wantedText.optional().describe('Case does not matter.'),
      },
      annotations: readOnly,
    },
    ({ instance, lines, search }, { signal }) =>
      search === undefined ? tail(gate, instance, lines) : searched(gate, instance, search, lines, signal),
  );
  server.registerTool(
    'incidents',
    {
      description: 'The incidents of an instance, newest first; or one, with its last output.',
      inputSchema: { ...instanceInput, incident: z.string().max(100).optional().describe('Id of an incident.') },
      annotations: readOnly,
    },
    async ({ instance, incident }, { signal }) => {
      const found = gate.find(instance);
      if (!found.ok) return refused(found.error);
      const { id: instanceId, incidents } = found.value;
      if (incident === undefined) {
        const newest = [...incidents].sort((a, b) => b.at.localeCompare(a.at)).slice(0, INCIDENTS_MAX);
        return data({ incidents: gate.hiding(newest.map((one) => incidentOf(one))), all: incidents.length });
      }
      const one = await gate.give('get-incident', { instanceId, incidentId: incident }, { withdrawn: signal });
      if (!one.ok) return refused(one.error);
      return data({
        incident: { ...gate.hiding(incidentOf(one.value)), output: one.value.output.slice(-LINES_MAX).map(cut) },
      });
    },
  );
  server.registerTool(
    'backups',
    { description: 'The backups of an instance, newest first.', inputSchema: instanceInput, annotations: readOnly },
    async ({ instance }, { signal }) => {
      const found = gate.find(instance);
      if (!found.ok) return refused(found.error);
      const { id: instanceId } = found.value;
      const read = await gate.give('list-backups', { instanceId }, { withdrawn: signal });
      if (!read.ok) return refused(read.error);
      const backups = gate.backups(instanceId)?.backups ?? [];
      return data({ backups: backups.slice(0, BACKUPS_MAX).map(backupOf), all: backups.length });
    },
  );
}

function tail(gate: AssistantGate, instance: string, lines: number) {
  const newest = gate.output(instance, lines);
  if (!newest.ok) return refused(newest.error);
  return data({ lines: newest.value.map(({ kind, text }) => ({ kind, text: cut(text) })) });
}

async function searched(gate: AssistantGate, instance: string, text: string, lines: number, withdrawn: AbortSignal) {
  const found = gate.find(instance);
  if (!found.ok) return refused(found.error);
  const instanceId = found.value.id;
  const output = await gate.give('search-output', { instanceId, filter: ALL_LINES, text }, { withdrawn });
  if (!output.ok) return refused(output.error);
  const { line: newest, matches, isComplete } = output.value;
  if (newest === null) return data({ matches, isComplete, lines: [] });
  const place = { kind: 'line', line: newest.line } as const;
  const page = await gate.give('read-output', { instanceId, filter: ALL_LINES, place, count: lines }, { withdrawn });
  if (!page.ok) return refused(page.error);
  const around = page.value.lines.map(({ line, run, text: said }) => ({
    run,
    line,
    match: line === newest.line,
    text: cut(said),
  }));
  return data({ matches, isComplete, lines: around });
}

const cut = (text: string): string => (text.length > LINE_LENGTH ? `${text.slice(0, LINE_LENGTH)}…` : text);
