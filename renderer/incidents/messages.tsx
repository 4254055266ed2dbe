import { MESSAGE_KINDS, type Message, type MessageFilter } from '../../shared/messages';
import { errorWords } from '../../shared/words/error-words';
import { MESSAGE_KIND_WORDS, noMessages } from '../../shared/words/message-words';
import { run } from '../commands/run';
import { ActivityGlyph } from '../components/activity-glyph';
import { Button } from '../components/button';
import { timeInFull, timeInWords } from '../components/clock';
import { useAppState } from '../store/store';
import { selectInstance, showIncident } from '../store/ui';
import styles from './messages.module.css';
import { useMessages } from './use-messages';

interface MessagesProps {
  readonly filter: MessageFilter;
  readonly onFilter: (filter: MessageFilter) => void;
  /** Of incidents that nobody has looked at. */
  readonly unseen: ReadonlySet<string>;
  /** A message was followed to its place. */
  readonly onFollowed: () => void;
}

/** What happened in all instances, with filters, and the way to a file. */
export function Messages({ filter: chosen, onFilter: setFilter, unseen, onFollowed }: MessagesProps) {
  const instances = useAppState((state) => state.instances);
  // The chosen one may have left the list.
  const isListed = instances.some(({ id }) => id === chosen.instanceId);
  const filter = isListed ? chosen : { ...chosen, instanceId: null };
  const { messages, problem } = useMessages(filter);
  return (
    <>
      <div className={styles.filters}>
        <select
          className={styles.select}
          aria-label="Kind"
          value={filter.kind}
          onChange={({ currentTarget: { value } }) => {
            const kind = MESSAGE_KINDS.find((each) => each === value);
            if (kind !== undefined) setFilter({ ...filter, kind });
          }}
        >
          {MESSAGE_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {MESSAGE_KIND_WORDS[kind]}
            </option>
          ))}
        </select>
        {instances.length > 1 && (
          <select
            className={styles.select}
            aria-label="Instance"
            value={filter.instanceId ?? ''}
            onChange={({ currentTarget: { value } }) =>
              setFilter({ ...filter, instanceId: value === '' ? null : value })
            }
          >
            <option value="">All instances</option>
            {instances.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </div>
      {problem !== null && <p className={styles.none}>{errorWords(problem).text}</p>}
      {problem === null && messages?.length === 0 && <p className={styles.none}>{noMessages(filter)}</p>}
      <ul aria-label="Messages" className={styles.list}>
        {(messages ?? []).map((message, index) => (
          <li key={`${message.instanceId} ${message.at} ${String(index)}`}>
            <Item message={message} isUnseen={unseen.has(message.incidentId ?? '')} onFollowed={onFollowed} />
          </li>
        ))}
      </ul>
      <div className={styles.footer}>
        {(['text', 'json'] as const).map((format) => (
          <Button key={format} variant="quiet" onClick={() => void run('export-messages', { ...filter, format })}>
            {format === 'text' ? 'Export as text…' : 'Export as JSON…'}
          </Button>
        ))}
      </div>
    </>
  );
}

interface ItemProps {
  readonly message: Message;
  readonly isUnseen: boolean;
  readonly onFollowed: () => void;
}

function Item({ message, isUnseen, onFollowed }: ItemProps) {
  const { instanceId, instanceName, at, kind, text, incidentId } = message;
  return (
    <button
      type="button"
      className={styles.item}
      data-unseen={isUnseen ? '' : undefined}
      onClick={() => {
        onFollowed();
        if (incidentId === null) selectInstance(instanceId);
        else showIncident(instanceId, incidentId);
      }}
    >
      <ActivityGlyph kind={kind} />
      <span className={styles.name}>{instanceName}</span>
      {isUnseen && <span className="visually-hidden">, new</span>}
      <time dateTime={at} title={timeInFull(at)} className={styles.time}>
        {timeInWords(at)}
      </time>
      <span className={styles.text}>{text}</span>
    </button>
  );
}
