import type { Instance } from '../../shared/instance';
import type { MaintenanceAnswer, PortAnswer } from '../../shared/maintenance-answer';
import {
  maintenanceAnswerOf,
  mayKeepAnswering,
  portsToAnswer,
  type AnsweredPort,
} from '../../shared/maintenance-answers';
import type { AppStore } from '../store/app-store';
import type { Responder } from './responder';

export interface ResponderControl {
  /** For a start that needs the port now: resolves when nothing of ours holds it any more. */
  portReleased(port: number): Promise<void>;
  /** Ends all answering for good. */
  close(): Promise<void>;
}

/** Answers on the ports of instances in maintenance, and writes into the store what became of it. */
export function controlResponder(store: AppStore, responder: Responder): ResponderControl {
  const held = new Map<number, AnsweredPort>();
  const answers = new Map<number, PortAnswer>();
  let telling = false;

  const instances = (): readonly Instance[] => store.snapshot().state.instances;

  /** Not within a change of the store: its other readers would see the later change first. */
  const tellLater = (): void => {
    if (!telling) queueMicrotask(tell);
    telling = true;
  };
  const tell = (): void => {
    telling = false;
    for (const { id } of instances()) {
      const instance = store.instance(id);
      if (instance === undefined) continue;
      const maintenanceAnswer = maintenanceAnswerOf(instance, instances(), answers);
      if (sameAnswer(instance.maintenanceAnswer, maintenanceAnswer)) continue;
      store.apply({ type: 'instance-changed', instance: { ...instance, maintenanceAnswer } });
    }
  };

  const hold = (wanted: AnsweredPort): void => {
    const { port, name, version, networkAccess, until } = wanted;
    held.set(port, wanted);
    responder.hold(port, { name, version, networkAccess, until }, (answer) => {
      if (held.get(port) !== wanted) return;
      answers.set(port, answer);
      tellLater();
    });
  };
  const release = async (port: number): Promise<void> => {
    held.delete(port);
    await responder.release(port);
    if (!held.has(port)) answers.delete(port);
    tellLater();
  };

  const reconcile = (): void => {
    const wanted = portsToAnswer(instances());
    for (const one of wanted) {
      if (!sameWish(held.get(one.port), one)) hold(one);
    }
    const ports = new Set(wanted.map(({ port }) => port));
    for (const port of held.keys()) {
      if (!ports.has(port) && !mayKeepAnswering(instances(), port)) void release(port);
    }
    tellLater();
  };
  const stop = store.subscribe(reconcile);
  reconcile();

  return {
    portReleased: async (port) => {
      // The start that asked may have been called off meanwhile, and maintenance entered again.
      if (portsToAnswer(instances()).some((one) => one.port === port)) return;
      await release(port);
    },
    close: async () => {
      stop();
      held.clear();
      await responder.close();
      answers.clear();
      tellLater();
    },
  };
}

const sameWish = (one: AnsweredPort | undefined, other: AnsweredPort): boolean =>
  one !== undefined &&
  one.instanceId === other.instanceId &&
  one.name === other.name &&
  one.version === other.version &&
  one.networkAccess === other.networkAccess &&
  one.until === other.until;

const sameAnswer = (one: MaintenanceAnswer, other: MaintenanceAnswer): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
