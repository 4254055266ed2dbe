/** The one place that decides what coding assistants see and do: in front of `dispatch`, whatever asks on their behalf. */
import type { InstanceId, OperationId } from '../../shared/ids';
import { randomUUID } from 'node:crypto';
import type { AppState, Change } from '../../shared/app-state';
import {
  ASSISTANT_COMMANDS,
  mayOperate,
  mayRead,
  QUESTION_LIMIT_MS,
  type AssistantCommand,
  type AssistantWish,
} from '../../shared/assistants';
import type { AppError } from '../../shared/errors';
import { inert } from '../../shared/inert';
import type { Instance } from '../../shared/instance';
import type { CommandInput, CommandOutput } from '../../shared/ipc';
import { withoutSealed } from '../../shared/launched-with';
import type { OutputLine } from '../../shared/output';
import { fail, ok, type Result } from '../../shared/result';
import {
  answeredToAssistant,
  askedByAssistant,
  HIDDEN_INSTANCE,
  type AssistantAnswer,
  type AssistantProblem,
} from '../../shared/words/assistant-words';
import { createClient } from '../engine/client';
import type { Engine } from '../engine/engine';
import { askPerson } from '../store/questions';

export type GateEngine = Pick<Engine, 'store' | 'instances' | 'activity' | 'dispatch'>;

export interface GateParts {
  readonly engine: GateEngine;
  /** Brings an instance onto the screen; false: there is no window. */
  readonly show: (id: InstanceId, incidentId: string | null) => boolean;
  /** What the assistant calls itself. */
  readonly assistant: () => string;
  /** How long a person has to answer, in milliseconds; the usual time without it. */
  readonly questionLimitMs?: number;
}

export type Passed<Value> = Result<Value, AppError | AssistantProblem>;

/** What a command is asked for with: its words in the journal, or the wish a person is asked about. */
export interface Asking {
  readonly words?: string;
  readonly wish?: AssistantWish;
  /** Given when the assistant has lost interest: an open question is taken back. */
  readonly withdrawn: AbortSignal;
}

export class AssistantGate {
  readonly #parts: GateParts;
  readonly #client = createClient('assistant');

  readonly #begun = new Set<OperationId>();

  constructor(parts: GateParts) {
    this.#parts = parts;
  }

  /** Those that are off are not there. */
  instances(): readonly Instance[] {
    return this.#state.instances.filter(({ assistants }) => mayRead(assistants)).map(withoutSealed);
  }

  operations(): AppState['operations'] {
    const shown = new Set(this.instances().map(({ id }) => id));
    return this.#state.operations.filter(({ instanceId }) => shown.has(instanceId));
  }

  /** Of a task it has begun; also when its instance is gone because of it. */
  task(id: OperationId): AppState['operations'][number] | undefined {
    return this.#begun.has(id) ? this.#state.operations.find((one) => one.id === id) : undefined;
  }

  backups(id: InstanceId): AppState['backups'][number] | undefined {
    const shown = this.instances().some((one) => one.id === id);
    return shown ? this.#state.backups.find(({ instanceId }) => instanceId === id) : undefined;
  }

  /** By id, or by a name that only one has. */
  find(wanted: string): Passed<Instance> {
    const named = this.instances().filter(({ id, name }) => id === wanted || name === wanted);
    const one = named.find(({ id }) => id === wanted) ?? named[0];
    if (one === undefined) return fail({ code: 'not-visible', wanted: inert(wanted) });
    if (one.id === wanted || named.length === 1) return ok(one);
    return fail({ code: 'several-visible', wanted: inert(wanted), ids: named.map(({ id }) => id) });
  }

  /** The newest lines, secrets removed as in the window. */
  output(wanted: string, lines: number): Passed<readonly OutputLine[]> {
    const found = this.find(wanted);
    if (!found.ok) return found;
    const history = this.#parts.engine.instances.output(found.value.id);
    return history.ok ? ok(history.value.last(lines)) : history;
  }

  /** Passes a command on, if the instance allows it; where a person has to say yes, only after that. */
  async give<Name extends AssistantCommand>(
    name: Name,
    input: CommandInput<Name> & { readonly instanceId: InstanceId },
    asking: Asking,
  ): Promise<Passed<CommandOutput<Name>>> {
    const { engine } = this.#parts;
    const refused = this.#whyNot(name, input);
    if (refused !== null) return fail(refused);
    if (ASSISTANT_COMMANDS[name] === 'ask') {
      if (asking.wish === undefined) return fail({ code: 'not-for-assistants' });
      const answered = await this.#ask(input.instanceId, asking.wish, asking.withdrawn);
      if (answered !== null) return fail(answered);
      // A person may have taken the permission away in between.
      const since = this.#whyNot(name, input);
      if (since !== null) return fail(since);
    } else if (asking.words !== undefined) {
      this.#note(input.instanceId, askedByAssistant(this.#name, asking.words));
    }
    const given = (await engine.dispatch(this.#client, name, input)) as Result<CommandOutput<Name>>;
    if (!given.ok) return fail(this.withoutHidden(given.error));
    const begun = given.value as { readonly operationId?: OperationId } | undefined;
    if (begun?.operationId !== undefined) this.#begun.add(begun.operationId);
    return given;
  }

  subscribe(listener: (change: Change) => void): () => void {
    return this.#parts.engine.store.subscribe((change) => listener(change));
  }

  #whyNot(name: AssistantCommand, input: { readonly instanceId: InstanceId }): AssistantProblem | null {
    // Also of what was never meant to be sent.
    if (!Object.hasOwn(ASSISTANT_COMMANDS, name) || 'stopFirst' in input) return { code: 'not-for-assistants' };
    const instance = this.instances().find(({ id }) => id === input.instanceId);
    if (instance === undefined) return { code: 'not-visible', wanted: inert(input.instanceId) };
    const isAllowed = ASSISTANT_COMMANDS[name] === 'read' || mayOperate(instance.assistants);
    return isAllowed ? null : { code: 'read-only', instanceName: inert(instance.name) };
  }

  async #ask(id: InstanceId, wish: AssistantWish, withdrawn: AbortSignal): Promise<AssistantProblem | null> {
    const { engine, show, questionLimitMs } = this.#parts;
    const instanceName = engine.store.instance(id)?.name ?? id;
    // One at a time: a person is not to be worn down.
    if (this.#state.questions.some(({ instanceId }) => instanceId === id))
      return { code: 'question-open', instanceName };
    const assistant = this.#name;
    const question = { id: randomUUID(), instanceId: id, instanceName, assistant, wish };
    const answer: AssistantAnswer = show(id, null)
      ? await askPerson(engine.store, question, questionLimitMs ?? QUESTION_LIMIT_MS, withdrawn)
      : 'no-window';
    if (engine.store.instance(id) !== undefined) this.#note(id, answeredToAssistant(assistant, wish, answer));
    return answer === 'yes' ? null : { code: 'refused-by-person', answer };
  }

  /** Whatever is said to an assistant of an error. */
  withoutHidden(error: AppError): AppError | AssistantProblem {
    const said = JSON.stringify(error);
    const hidden = this.#state.instances.filter(({ assistants }) => !mayRead(assistants));
    const names = hidden.flatMap(({ id, name }) => [id, JSON.stringify(name)]);
    return names.some((name) => said.includes(name)) ? { code: 'hidden-instance' } : error;
  }

  /** Evidence may name an instance that assistants may not see. What PocketBase has written is not changed. */
  hiding<Shape>(shape: Shape): Shape {
    const hidden = this.#state.instances.filter(({ assistants }) => !mayRead(assistants));
    if (hidden.length === 0) return shape;
    const isOwn = (key: string, value: unknown): value is string => typeof value === 'string' && key !== 'name';
    const text = JSON.stringify(shape, (key, value: unknown) =>
      isOwn(key, value) ? hidden.reduce(withoutNameOf, value) : value,
    );
    return JSON.parse(text) as Shape;
  }

  #note(id: InstanceId, text: string): void {
    this.#parts.engine.activity.add(id, [{ kind: 'change', text }]);
  }

  get #name(): string {
    return inert(this.#parts.assistant(), 60);
  }

  get #state(): AppState {
    return this.#parts.engine.store.snapshot().state;
  }
}

const withoutNameOf = (text: string, { id, name }: Instance): string =>
  text.replaceAll(`“${name}”`, HIDDEN_INSTANCE).replaceAll(id, HIDDEN_INSTANCE);
