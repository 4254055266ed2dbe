import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pidOf, type InstanceState, type Intent } from './instance';
import { transition } from './lifecycle';
import type { LifecycleEvent, Transition } from './lifecycle-events';

const NOW = '2026-01-02T03:04:05.000Z';

function eventOf(type: LifecycleEvent['type'], runNumber = 1): LifecycleEvent {
  switch (type) {
    case 'enter-maintenance':
      return { type, setBy: 'window' };
    case 'spawned':
      return { type, runNumber, pid: 42 };
    case 'spawn-failed':
      return { type, runNumber, finding: { cause: 'port-taken', evidence: 'x' } };
    case 'exited':
      return { type, runNumber, exit: { code: 0, signal: null } };
    case 'restart-loop':
    case 'data-lost':
      return { type, runNumber, finding: { cause: 'database-missing', evidence: 'x' } };
    case 'found-alive': {
      const found = {
        runNumber,
        pid: 42,
        startedAt: NOW,
        provenSince: null,
        isEnding: runNumber % 2 === 0,
        askedToEnd: runNumber % 3 === 0,
      };
      return { type, found };
    }
    case 'found-ended':
      return { type, finding: { cause: 'unknown', evidence: '' } };
    case 'start':
    case 'stop':
    case 'restart':
    case 'leave-maintenance':
    case 'quit':
    case 'begin-operation':
      return { type };
    case 'end-operation':
      return { type, intent: { shouldRun: true, maintenance: null } };
    default:
      return { type, runNumber };
  }
}

describe('whatever happens in whatever order', () => {
  const wishes = fc.constantFrom<LifecycleEvent>(
    ...(
      [
        'start',
        'stop',
        'restart',
        'enter-maintenance',
        'leave-maintenance',
        'begin-operation',
        'end-operation',
      ] as const
    ).map((name) => eventOf(name)),
  );
  const observations = fc
    .record({
      name: fc.constantFrom<LifecycleEvent['type']>(
        'preflight-passed',
        'spawned',
        'spawn-failed',
        'healthy',
        'unresponsive',
        'exited',
        'start-timeout',
        'stop-timeout',
        'kill-timeout',
        'data-lost',
        'restart-loop',
        'retry-due',
      ),
      runNumber: fc.integer({ min: 1, max: 6 }),
    })
    .map(({ name, runNumber }) => eventOf(name, runNumber));
  const events = fc.array(fc.oneof(wishes, observations), { maxLength: 60 });

  interface Step {
    readonly event: LifecycleEvent;
    readonly before: { readonly state: InstanceState; readonly intent: Intent };
    readonly outcome: Transition;
    readonly quitting: boolean;
  }

  /** Every third end is followed by another try, as a restart policy may have it. */
  function play(sequence: readonly LifecycleEvent[], quitAt: number): readonly Step[] {
    let state: InstanceState = { kind: 'stopped' };
    let intent: Intent = { shouldRun: false, maintenance: null };
    let nextRun = 1;
    return sequence.map((event, index) => {
      const quitting = index >= quitAt;
      const before = { state, intent };
      const outcome = transition(state, event, {
        intent,
        quitting,
        now: NOW,
        nextRunNumber: nextRun,
        incidentId: String(index),
        retryDelayMs: index % 3 === 0 ? 1000 : null,
      });
      if (outcome.refused === null) {
        ({ state, intent } = outcome);
        if (state.kind !== 'stopped') nextRun = Math.max(nextRun, state.runNumber + 1);
      }
      return { event, before, outcome, quitting };
    });
  }

  const everyStep = (
    holds: (step: Step & { readonly outcome: Extract<Transition, { refused: null }> }) => void,
  ): void => {
    fc.assert(
      fc.property(events, fc.integer({ min: 0, max: 80 }), (sequence, quitAt) => {
        for (const step of play(sequence, quitAt)) {
          const { outcome } = step;
          if (outcome.refused === null) holds({ ...step, outcome });
        }
      }),
      { numRuns: 2000 },
    );
  };

  test('nothing is started in maintenance or while quitting', () => {
    everyStep(({ before, outcome, quitting }) => {
      const begins = outcome.state.kind === 'starting' && before.state.kind !== 'starting';
      if (begins) expect([outcome.intent.maintenance, quitting]).toEqual([null, false]);
      const spawns = outcome.effects.some(({ type }) => type === 'spawn');
      if (spawns) expect([outcome.intent.maintenance, quitting]).toEqual([null, false]);
    });
  });

  test('a start in maintenance or while quitting is refused and says which', () => {
    fc.assert(
      fc.property(events, fc.integer({ min: 0, max: 80 }), (sequence, quitAt) => {
        for (const { event, before, outcome, quitting } of play(sequence, quitAt)) {
          if (outcome.refused === null) continue;
          expect(['start', 'restart']).toContain(event.type);
          expect(outcome.refused).toBe(quitting ? 'quitting' : 'in-maintenance');
          if (!quitting) expect(before.intent.maintenance).not.toBeNull();
        }
      }),
      { numRuns: 500 },
    );
  });

  test('run numbers only grow, and each process belongs to one run', () => {
    everyStep(({ before, outcome }) => {
      if (outcome.state.kind === 'stopped' || before.state.kind === 'stopped') return;
      expect(outcome.state.runNumber).toBeGreaterThanOrEqual(before.state.runNumber);
      if (pidOf(before.state) !== null && outcome.state.runNumber > before.state.runNumber)
        expect(pidOf(outcome.state)).toBeNull();
    });
    fc.assert(
      fc.property(events, (sequence) => {
        const begun = play(sequence, Number.POSITIVE_INFINITY).flatMap(({ before, outcome }) =>
          outcome.refused === null && outcome.state.kind === 'starting' && outcome.state !== before.state
            ? outcome.state.pid === null
              ? [outcome.state.runNumber]
              : []
            : [],
        );
        expect(begun).toEqual([...new Set(begun)].sort((a, b) => a - b));
      }),
      { numRuns: 1000 },
    );
  });

  test('only our own process is sent a signal', () => {
    everyStep(({ before, outcome }) => {
      for (const { type } of outcome.effects) {
        if (type !== 'terminate' && type !== 'kill') continue;
        const pid = pidOf(before.state);
        expect(pid).not.toBeNull();
        expect(outcome.state).toMatchObject({ kind: 'stopping', pid });
      }
    });
  });

  test('only a person leaves maintenance, and an operation only its own', () => {
    everyStep(({ event, before, outcome }) => {
      const { maintenance } = before.intent;
      if (maintenance === null || outcome.intent.maintenance !== null) return;
      if (event.type !== 'end-operation') expect(event.type).toBe('leave-maintenance');
      else expect(maintenance.reason).toBe('operation');
    });
  });

  test('while an operation is at work no process begins', () => {
    everyStep(({ before, outcome }) => {
      if (outcome.intent.maintenance?.reason !== 'operation') return;
      if (outcome.state.kind === 'starting') expect(before.state.kind).toBe('starting');
      expect(outcome.effects.map(({ type }) => type)).not.toContain('spawn');
    });
  });

  test('F8: an exit that was asked for is never an incident', () => {
    everyStep(({ event, before, outcome }) => {
      if (event.type === 'exited' && before.state.kind === 'stopping')
        expect(outcome).toMatchObject({ incident: null, effects: [] });
    });
  });

  test('each fall into maintenance comes with one incident, and each incident with maintenance', () => {
    everyStep(({ before, outcome }) => {
      const { incident } = outcome;
      const { maintenance } = outcome.intent;
      const fell =
        maintenance !== before.intent.maintenance &&
        maintenance?.setBy === 'basekeeper' &&
        maintenance.reason !== 'operation';
      expect(incident !== null && incident.retryDelayMs === null).toBe(fell);
    });
  });

  test('a process is left behind by no transition: it is stopped only when its exit was seen', () => {
    everyStep(({ event, before, outcome }) => {
      const hadProcess = pidOf(before.state) !== null;
      if (hadProcess && pidOf(outcome.state) === null) expect(event.type).toBe('exited');
    });
  });

  test('F15: events of an earlier run change nothing', () => {
    everyStep(({ event, before, outcome }) => {
      if (!('runNumber' in event)) return;
      const stale = before.state.kind === 'stopped' || before.state.runNumber !== event.runNumber;
      if (stale) expect(outcome).toEqual({ refused: null, ...before, incident: null, effects: [] });
    });
  });
});
