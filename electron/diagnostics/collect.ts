/** Everything that a person saves for somebody who helps, in memory. What must not be seen never gets in, and is looked for once more. */
import { open } from 'node:fs/promises';
import { arch, homedir, release, version } from 'node:os';
import { join } from 'node:path';
import { flagNames, mapTexts, withoutPeople, type DiagnosticsFile, type Removed } from '../../shared/diagnostics';
import type { InstanceId } from '../../shared/ids';
import type { Instance } from '../../shared/instance';
import type { Result } from '../../shared/result';
import type { StartCheck } from '../../shared/start-check';
import { DIAGNOSTICS_WHAT, diagnosticsGuide } from '../../shared/words/diagnostics-words';
import { createClient } from '../engine/client';
import type { Engine } from '../engine/engine';
import { piecesOf, presentable } from '../pocketbase/redact';
import { secretsIn } from '../supervision/secrets';

const OUTPUT_LINES = 500;
const LOG_BYTES = 256 * 1024;

export type DiagnosticsEngine = Pick<
  Engine,
  'store' | 'instances' | 'activity' | 'launchOptions' | 'clock' | 'logs' | 'dispatch'
>;

export interface CollectedFile extends DiagnosticsFile {
  readonly bytes: Buffer;
}

export async function collectDiagnostics(engine: DiagnosticsEngine): Promise<readonly CollectedFile[]> {
  const { state } = engine.store.snapshot();
  const removed = { known: knownSecrets(state.instances, engine), home: homedir() };
  const files: CollectedFile[] = [];
  const add = (name: string, what: string, text: string): void => {
    const bytes = Buffer.from(text);
    files.push({ name, what: cleaned(what, removed), sizeBytes: bytes.length, bytes });
  };
  const addValue = (name: string, what: string, value: unknown): void =>
    add(
      name,
      what,
      `${JSON.stringify(
        mapTexts(value, (text) => cleaned(text, removed)),
        null,
        2,
      )}\n`,
    );
  const addLines = (name: string, what: string, lines: readonly string[]): void => {
    if (lines.length > 0) add(name, what, `${lines.map((line) => cleaned(line, removed)).join('\n')}\n`);
  };

  const { facts, installations, versions, settings, operations, notices } = state;
  addValue('versions.json', DIAGNOSTICS_WHAT.versions, {
    ...facts,
    chromium: process.versions['chrome'],
    node: process.versions.node,
    system: { release: release(), version: version(), processor: arch() },
    pocketBase: versions,
    installations,
    updates: state.updates,
  });
  addValue('settings.json', DIAGNOSTICS_WHAT.settings, settings);
  addValue('instances.json', DIAGNOSTICS_WHAT.instances, state.instances.map(recordOf));
  addValue('checks.json', DIAGNOSTICS_WHAT.checks, {
    notices,
    instances: await Promise.all(
      state.instances.map(async ({ id, name, warnings }) => ({
        id,
        name,
        warnings,
        beforeStart: await checkedBeforeStart(engine, id),
      })),
    ),
  });
  addValue('tasks.json', DIAGNOSTICS_WHAT.tasks, operations);
  for (const { id, name, incidents } of state.instances) {
    const found = incidents
      .map((one) => engine.instances.incident(id, one.id))
      .flatMap((one) => (one.ok ? [one.value] : []));
    if (found.length > 0) addValue(`incidents/${id}.json`, DIAGNOSTICS_WHAT.incidents(name), found);
    const journal = engine.activity.load(id).map(({ at, kind, text }) => `${at} ${kind}: ${text}`);
    addLines(`activity/${id}.txt`, DIAGNOSTICS_WHAT.activity(name), journal);
    const output = engine.instances.output(id);
    const lines = output.ok ? output.value.last(OUTPUT_LINES).map(({ text }) => text) : [];
    addLines(`output/${id}.txt`, DIAGNOSTICS_WHAT.output(name, lines.length), lines);
  }
  addLines('basekeeper.log', DIAGNOSTICS_WHAT.log, await newestLines(join(engine.logs, 'basekeeper.log')));
  const guide = Buffer.from(diagnosticsGuide(files, engine.clock().toISOString()));
  return [{ name: 'README.txt', what: DIAGNOSTICS_WHAT.about, sizeBytes: guide.length, bytes: guide }, ...files];
}

/** Null of one that runs, or that a task is at work on. */
async function checkedBeforeStart({ dispatch }: DiagnosticsEngine, instanceId: InstanceId): Promise<StartCheck | null> {
  const checked = (await dispatch(createClient('window'), 'check-start', { instanceId })) as Result<StartCheck>;
  return checked.ok ? checked.value : null;
}

/** Of each instance: sealed ones, and the values of its other variables, which may be secrets too. */
function knownSecrets(instances: readonly Instance[], { launchOptions }: DiagnosticsEngine): readonly string[] {
  return piecesOf(
    instances.flatMap((instance) => [
      ...secretsIn(instance, launchOptions.secrets),
      ...instance.launchOptions.environment.flatMap((one) => (one.secret ? [one.sealed] : [one.value])),
      ...instance.launchOptions.arguments.flatMap((argument) => argument.split('=').slice(1).join('=')),
      instance.launchOptions.encryptionKey ?? '',
    ]),
  );
}

/** Line by line, as outputs are. */
const cleaned = (text: string, { known, home }: Removed): string =>
  withoutPeople(
    text
      .split('\n')
      .map((line) => presentable(line, known))
      .join('\n'),
    home,
  );

/** Names of what is kept apart for its process, and no value. */
function recordOf({ launchOptions, incidents, ...instance }: Instance): object {
  const { environment, encryptionKey, arguments: given, ...rest } = launchOptions;
  return {
    ...instance,
    incidents: incidents.length,
    launchOptions: {
      ...rest,
      variables: environment.map(({ name, secret }) => ({ name, isSealed: secret })),
      hasEncryptionKey: encryptionKey !== null,
      flags: flagNames(given),
    },
  };
}

/** The first of them may have lost its beginning, with what a secret is known by: it is left out. */
async function newestLines(path: string): Promise<readonly string[]> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return [];
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - LOG_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
    const lines = buffer.subarray(0, bytesRead).toString().trimEnd().split('\n');
    return from === 0 ? lines : lines.slice(1);
  } finally {
    await file.close();
  }
}
