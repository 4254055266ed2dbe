import { isDegraded } from '../../shared/display-status';
import type { Instance } from '../../shared/instance';
import { isUnderway } from '../../shared/operation';
import { taskEndInWords } from '../../shared/words/task-words';
import { statusInWords, WARNING_WORDS } from '../../shared/words/status-words';
import { useAppState } from '../store/store';

/**
 * Tells assistive technology each change of the chosen instance's status, each new warning, each notice about the app and each
 * end of a task once, and nothing that merely ticks.
 */
export function Announcer({ instance }: { readonly instance: Instance | null }) {
  const warnings = instance !== null && isDegraded(instance) ? instance.warnings : [];
  const notices = useAppState((state) => state.notices);
  const ended = useAppState(({ operations }) => operations).filter((one) => !isUnderway(one));
  return (
    <>
      <div aria-live="polite" aria-atomic="true" className="visually-hidden">
        {instance !== null && `${instance.name}: ${statusInWords(instance)}`}
      </div>
      {/* Only what is added is read. */}
      <div aria-live="polite" aria-atomic="false" aria-relevant="additions" className="visually-hidden">
        {warnings.map(({ kind }) => (
          <p key={`${instance?.id ?? ''} ${kind}`}>
            {WARNING_WORDS[kind].title}. {WARNING_WORDS[kind].text}
          </p>
        ))}
      </div>
      <div aria-live="polite" aria-atomic="false" aria-relevant="additions" className="visually-hidden">
        {notices.map(({ id, title, text }) => (
          <p key={id}>
            {title}. {text}
          </p>
        ))}
      </div>
      <div aria-live="polite" aria-atomic="false" aria-relevant="additions" className="visually-hidden">
        {ended.map((operation) => (
          <p key={operation.id}>{taskEndInWords(operation)}</p>
        ))}
      </div>
    </>
  );
}
