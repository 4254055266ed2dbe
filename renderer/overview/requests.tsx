import { RotateCw } from 'lucide-react';
import { useId, useState } from 'react';
import type { Instance } from '../../shared/instance';
import { requestsPerMinute, type RequestFigures } from '../../shared/request-figures';
import type { UsageHistory } from '../../shared/usage-history';
import { errorWords } from '../../shared/words/error-words';
import { failuresInWords, perMinuteInWords, requestLogNote, tookInWords } from '../../shared/words/request-words';
import { IconButton } from '../components/button';
import { Chart } from '../components/chart';
import { bridge } from '../store/bridge';
import { useFresh } from '../store/use-fresh';
import styles from './overview.module.css';

const askFigures = (instanceId: string) => bridge.call('get-request-figures', { instanceId });
const MINUTE_MS = 60_000;

interface RequestsProps {
  readonly instance: Instance;
  /** Tells when it was running. */
  readonly history: UsageHistory | null;
}

/** From PocketBase's own log. Read when the instance is shown, starts or stops, and when it is asked for: each costs a process. */
export function Requests({ instance, history }: RequestsProps) {
  const headingId = useId();
  const [asked, setAsked] = useState(0);
  const { value, problem } = useFresh(askFigures, instance, asked);
  const note = value === null ? null : requestLogNote(value);
  return (
    <section aria-labelledby={headingId}>
      <div className={styles.head}>
        <h2 id={headingId} className={styles.heading}>
          Requests
        </h2>
        <IconButton icon={RotateCw} label="Read the requests again" onClick={() => setAsked((count) => count + 1)} />
      </div>
      {problem !== null && <p className={styles.note}>{errorWords(problem).text}</p>}
      {problem === null && note !== null && <p className={styles.note}>{note}</p>}
      {problem === null && value?.kind === 'figures' && value.logging !== 'off' && (
        <Figures
          figures={value}
          perMinute={requestsPerMinute(value, history?.hour ?? null, instance.state.kind === 'running')}
        />
      )}
    </section>
  );
}

interface FiguresProps {
  readonly figures: Extract<RequestFigures, { kind: 'figures' }>;
  readonly perMinute: readonly (number | null)[];
}

function Figures({ figures, perMinute }: FiguresProps) {
  const { fromMs, logging, failures, slowest } = figures;
  const total = figures.perMinute.reduce((sum, count) => sum + count, 0);
  return (
    <>
      {logging !== 'failures-only' && (
        <>
          <p className={styles.note}>{failuresInWords(failures, total)}</p>
          <Chart
            name="Requests per minute, last hour"
            values={perMinute}
            fromMs={fromMs}
            slotMs={MINUTE_MS}
            inWords={perMinuteInWords}
            scale={5}
            bars
          />
        </>
      )}
      {slowest.length > 0 && (
        <table className={styles.routes}>
          <caption>Slowest routes, last hour</caption>
          <thead>
            <tr>
              <th scope="col">Route</th>
              <th scope="col">Requests</th>
              <th scope="col">Average</th>
              <th scope="col">Slowest</th>
            </tr>
          </thead>
          <tbody>
            {slowest.map(({ route, requests, averageMs, slowestMs }) => (
              <tr key={route}>
                <th scope="row">{route}</th>
                <td>{requests}</td>
                <td>{tookInWords(averageMs)}</td>
                <td>{tookInWords(slowestMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
