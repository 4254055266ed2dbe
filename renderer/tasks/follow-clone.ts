import type { MirrorStore } from '../store/mirror';
import { selectedInstance } from '../store/store';
import { isDialogOpen, selectInstance } from '../store/ui';

/** Whoever still looks at the original is shown the clone once it is there. Returns the function that stops. */
export const followClone = (mirror: MirrorStore): (() => void) =>
  mirror.subscribe(({ state: now }, { state: before }) => {
    if (now === null || before === null || now.operations === before.operations) return;
    for (const { id, instanceId, madeId, outcome } of now.operations) {
      const was = before.operations.find((one) => one.id === id);
      const hasJustEnded = was?.outcome === null && outcome?.kind === 'done';
      if (!hasJustEnded || madeId === undefined || isDialogOpen()) continue;
      if (selectedInstance()?.id === instanceId) selectInstance(madeId);
    }
  });
