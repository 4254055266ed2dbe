import { displayStatus } from '../../shared/display-status';
import type { Instance } from '../../shared/instance';
import { STATUS_WORDS } from '../../shared/words/status-words';

/** Tells assistive technology each change of the chosen instance's status, and nothing that merely ticks. */
export function Announcer({ instance }: { readonly instance: Instance | null }) {
  return (
    <div aria-live="polite" aria-atomic="true" className="visually-hidden">
      {instance !== null && `${instance.name}: ${STATUS_WORDS[displayStatus(instance).kind]}`}
    </div>
  );
}
