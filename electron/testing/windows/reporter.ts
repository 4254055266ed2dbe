/** For Node’s own test runner: a line of JSON for each test, as it ends. */
import type { TestEvent } from 'node:test/reporters';

export interface TestLine {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** Why it failed or was skipped; empty otherwise. */
  readonly detail: string;
  readonly ms: number;
}

export default async function* report(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of source) {
    const line = lineOf(event);
    if (line !== null) yield `${JSON.stringify(line)}\n`;
  }
}

function lineOf({ type, data }: TestEvent): TestLine | null {
  if (type !== 'test:pass' && type !== 'test:fail') return null;
  const { name, skip, details } = data;
  if (details.type === 'suite') return null;
  const ms = Math.round(details.duration_ms);
  if (type === 'test:fail') return { name, outcome: 'failed', detail: inWords(data.details.error), ms };
  if (skip !== undefined && skip !== false) return { name, outcome: 'skipped', detail: String(skip), ms };
  return { name, outcome: 'passed', detail: '', ms };
}

const inWords = (error: Error): string => {
  const { cause = error } = error;
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
};
