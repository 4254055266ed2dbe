import type { InstanceId } from '../../shared/ids';
import type { z } from 'zod';
import { EXIT } from '../../shared/command-line/exit-codes';
import { exitOf, type AnyProblem, type CommandProblem } from '../../shared/command-line/problems';
import { type appShape, instanceOf, type InstanceShape } from '../../shared/command-line/shapes';
import { inert } from '../../shared/inert';
import type { Instance } from '../../shared/instance';
import { fail, ok, type Result } from '../../shared/result';
import { askedFromCommandLine, problemWords } from '../../shared/words/command-line-words';
import type { Call } from '../control/conversation';
import type { AppSource } from './app-source';
import { Terminal } from './terminal';

export type Outcome<Value> = Result<Value, AnyProblem>;

/** Everything one command works with. */
export class CommandContext {
  readonly call: Call;
  readonly source: AppSource;
  readonly terminal: Terminal;
  readonly json: boolean;

  constructor(call: Call, source: AppSource, json: boolean) {
    this.call = call;
    this.source = source;
    this.terminal = new Terminal(call);
    this.json = json;
  }

  get app(): z.output<typeof appShape> {
    return { running: this.source.isRunning, version: this.source.state().facts.appVersion };
  }

  shape(instance: Instance): InstanceShape {
    return instanceOf(instance, this.source.state().operations);
  }

  /** By id, or by a name that only one has. */
  find(wanted: string): Outcome<Instance> {
    const { instances } = this.source.state();
    const named = instances.filter(({ id, name }) => id === wanted || name === wanted);
    const [first, ...others] = named.filter(({ id }) => id === wanted).concat(named.filter(({ id }) => id !== wanted));
    if (first === undefined) return fail({ code: 'no-such-instance', wanted: inert(wanted) });
    if (first.id === wanted || others.length === 0) return ok(first);
    return fail({ code: 'several-instances', wanted: inert(wanted), ids: named.map(({ id }) => id) });
  }

  /** All of them, before anything is done to one. */
  findAll(wanted: readonly string[], all: boolean): Outcome<readonly Instance[]> {
    if (all) return ok(this.source.state().instances);
    if (wanted.length === 0) return fail({ code: 'usage', detail: 'Name at least one instance, or give --all.' });
    const found: Instance[] = [];
    for (const each of wanted) {
      const one = this.find(each);
      if (!one.ok) return one;
      if (!found.includes(one.value)) found.push(one.value);
    }
    return ok(found);
  }

  now(id: InstanceId): Instance | undefined {
    return this.source.state().instances.find((one) => one.id === id);
  }

  /** Says what went wrong; answers the exit code. */
  async refuse(problem: AnyProblem): Promise<number> {
    const { title, text } = problemWords(problem);
    await this.terminal.endProgress();
    if (this.json) await this.terminal.json({ error: { code: problem.code, title, text } });
    else await this.terminal.note(`${title}. ${text}`);
    return exitOf(problem);
  }

  /** A value as JSON, or what the function says of it. */
  async answer(value: object, say: () => Promise<void>): Promise<number> {
    await this.terminal.endProgress();
    if (this.json) await this.terminal.json(value);
    else await say();
    return EXIT.done;
  }

  /** Yes without a question where it was said with -y. Where nobody can be asked, nothing is done. */
  async confirm(question: string, yes: boolean): Promise<CommandProblem | null> {
    if (yes) return null;
    if (!this.terminal.isInteractive) return { code: 'not-asked', question, flag: '-y' };
    const answer = await this.terminal.ask(`${question} [y/N]`);
    if (this.call.interrupted.aborted) return { code: 'interrupted' };
    return /^y(es)?$/i.test(answer ?? '') ? null : { code: 'not-confirmed' };
  }

  note(id: InstanceId, words: string): void {
    this.source.note(id, askedFromCommandLine(words));
  }

  /** Resolves when the condition holds, or with the reason why nobody waits any longer. */
  until(
    holds: () => boolean,
    limitMs = Number.POSITIVE_INFINITY,
  ): Promise<'held' | 'timeout' | 'interrupted' | 'gone'> {
    const { interrupted, gone } = this.call;
    return new Promise((resolve) => {
      const settle = (how: 'held' | 'timeout' | 'interrupted' | 'gone'): void => {
        clearTimeout(timer);
        stop();
        for (const signal of [interrupted, gone]) signal.removeEventListener('abort', look);
        resolve(how);
      };
      const look = (): void => {
        if (holds()) settle('held');
        else if (interrupted.aborted) settle('interrupted');
        else if (gone.aborted) settle('gone');
      };
      const timer = Number.isFinite(limitMs) ? setTimeout(() => settle('timeout'), limitMs) : undefined;
      const stop = this.source.subscribe(look);
      for (const signal of [interrupted, gone]) signal.addEventListener('abort', look);
      look();
    });
  }
}
