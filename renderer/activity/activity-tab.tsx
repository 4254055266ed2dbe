import { useId, useState } from 'react';
import type { ActivityEntry } from '../../shared/activity';
import type { Instance } from '../../shared/instance';
import { errorWords } from '../../shared/words/error-words';
import { ActivityGlyph } from '../components/activity-glyph';
import { Button } from '../components/button';
import { clockInWords, timeInFull } from '../components/clock';
import { IncidentLink } from '../incidents/incident-link';
import styles from './activity.module.css';
import { daysOf } from './days';
import { useActivity } from './use-activity';

const SHOWN_AT_FIRST = 100;

/** What happened to the instance, and who or what had it happen. */
export function ActivityTab({ instance }: { readonly instance: Instance }) {
  const { entries, problem } = useActivity(instance);
  const [all, setAll] = useState(false);
  const shown = all ? (entries ?? []) : (entries ?? []).slice(-SHOWN_AT_FIRST);
  return (
    <section aria-label="Activity" className={styles.activity}>
      {problem !== null && <p role="alert">{errorWords(problem).text}</p>}
      {daysOf(shown, new Date()).map(({ title, entries: ofDay }) => (
        <Day key={ofDay[0]?.sequence} title={title} entries={ofDay} instance={instance} />
      ))}
      {entries !== null && shown.length < entries.length && (
        <Button
          variant="quiet"
          onClick={() => {
            setAll(true);
          }}
        >
          Show all {entries.length}
        </Button>
      )}
    </section>
  );
}

interface DayProps {
  readonly title: string;
  readonly entries: readonly ActivityEntry[];
  readonly instance: Instance;
}

function Day({ title, entries, instance }: DayProps) {
  const headingId = useId();
  return (
    <div>
      <h2 id={headingId} className={styles.day}>
        {title}
      </h2>
      <ol aria-labelledby={headingId}>
        {entries.map((entry) => (
          <Entry key={entry.sequence} entry={entry} instance={instance} />
        ))}
      </ol>
    </div>
  );
}

function Entry({ entry, instance }: { readonly entry: ActivityEntry; readonly instance: Instance }) {
  const { at, kind, text, incidentId } = entry;
  return (
    <li className={styles.entry}>
      <ActivityGlyph kind={kind} />
      <p className={styles.text}>
        {text} <IncidentLink instance={instance} incidentId={incidentId} />
      </p>
      <time dateTime={at} title={timeInFull(at)} className={styles.time}>
        {clockInWords(at)}
      </time>
    </li>
  );
}
