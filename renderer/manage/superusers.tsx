import { useId } from 'react';
import { unlessUnderway, type Allowed } from '../../shared/display-status';
import type { InstanceId } from '../../shared/ids';
import type { Instance } from '../../shared/instance';
import { operationOn } from '../../shared/operation';
import { noSuperusersBy } from '../../shared/versions';
import { isOlder } from '../../shared/version-order';
import { errorWords } from '../../shared/words/error-words';
import { bridge } from '../store/bridge';
import { CommandButton } from '../components/button';
import { HelpLink } from '../help/help-link';
import { useAppState } from '../store/store';
import { openDialog } from '../store/ui';
import styles from './manage.module.css';
import { useFresh } from '../store/use-fresh';

const askSuperusers = (instanceId: InstanceId) => bridge.call('list-superusers', { instanceId });

/** Who may sign in to the admin UI. Passwords are never shown, because PocketBase keeps only their hashes. */
export function Superusers({ instance }: { readonly instance: Instance }) {
  const { id: instanceId, version } = instance;
  const headingId = useId();
  const { value, problem } = useFresh(askSuperusers, instance);
  const underway = useAppState(({ operations }) => operationOn(operations, instanceId));
  const byHand = isOlder(version, '0.23.0');
  const installed = useAppState(({ versions }) => versions.find((one) => one.version === version));
  const lacking = noSuperusersBy(installed?.lacks);
  const allowed: Allowed = byHand
    ? { allowed: false, why: `PocketBase ${version} takes passwords only on a command line.` }
    : lacking !== null
      ? { allowed: false, why: `This build of PocketBase ${version} has no ${lacking}.` }
      : unlessUnderway(underway);
  const open = (email: string | null) => (): void => {
    openDialog({ kind: 'superuser', instanceId, email });
  };
  return (
    <div className={styles.superusers}>
      <div className={styles.row}>
        <div>
          <h3 id={headingId} className={styles.title}>
            Superusers
          </h3>
          <p className={styles.text}>They may sign in to the admin UI and do everything there.</p>
          {lacking !== null && !byHand && (
            <p className={styles.text}>
              {
                errorWords({ code: 'superuser-not-possible', lacks: lacking, dataFolder: `${instance.folder}/pb_data` })
                  .text
              }{' '}
              <HelpLink to="ownBuilds">More about this</HelpLink>
            </p>
          )}
          {byHand && (
            <p className={styles.text}>
              {errorWords({ code: 'superuser-by-hand', version, dataFolder: `${instance.folder}/pb_data` }).text}{' '}
              <HelpLink to="versions">More about this</HelpLink>
            </p>
          )}
        </div>
        <CommandButton allowed={allowed} onClick={open(null)}>
          Add…
        </CommandButton>
      </div>
      {problem !== null && <p className={styles.text}>{errorWords(problem).text}</p>}
      {value?.emails.length === 0 && <p className={styles.text}>None yet.</p>}
      {value !== null && value.emails.length > 0 && (
        <ul aria-labelledby={headingId} className={styles.list}>
          {value.emails.map((email) => (
            <Superuser key={email} email={email} allowed={allowed} onReset={open(email)} />
          ))}
        </ul>
      )}
    </div>
  );
}

interface SuperuserProps {
  readonly email: string;
  readonly allowed: Allowed;
  readonly onReset: () => void;
}

function Superuser({ email, allowed, onReset }: SuperuserProps) {
  const emailId = useId();
  return (
    <li className={styles.item}>
      <span id={emailId} className={styles.email}>
        {email}
      </span>
      <CommandButton variant="quiet" allowed={allowed} aria-describedby={emailId} onClick={onReset}>
        Reset password…
      </CommandButton>
    </li>
  );
}
