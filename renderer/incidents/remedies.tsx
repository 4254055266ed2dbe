import { useEffect, useState } from 'react';
import { allowedCommands, type Allowed } from '../../shared/display-status';
import type { IncidentSummary } from '../../shared/incident';
import { remediesFor, type Remedy } from '../../shared/incident-remedies';
import type { Instance } from '../../shared/instance';
import { begin, perform, useIsOnTheWay } from '../commands/commands';
import { run } from '../commands/run';
import { Button, CommandButton, type ButtonProps } from '../components/button';
import { timeInWords } from '../components/clock';
import { focusOn, TARGETS } from '../components/focus';
import { bridge } from '../store/bridge';
import { useAppState, useOperationOn } from '../store/store';
import { openDialog, showTab, type InstanceTab } from '../store/ui';
import styles from './incidents.module.css';
import { PortRemedy } from './port-remedy';

interface RemediesProps {
  readonly instance: Instance;
  readonly incident: IncidentSummary;
}

/** The ways out of the failure that keeps an instance from running now; the one to begin with is first. */
export function Remedies({ instance, incident }: RemediesProps) {
  const { leaveMaintenance } = allowedCommands(instance, useOperationOn(instance.id));
  const isOtherPort = incident.port !== instance.port;
  // A port that was changed since is no longer in the way.
  const remedies = remediesFor(incident).filter((one) => one !== 'other-port' || !isOtherPort);
  return (
    <div role="group" aria-label="Ways out" className={styles.remedies}>
      {remedies.map((remedy, index) => (
        <RemedyButton
          key={remedy}
          remedy={remedy}
          instance={instance}
          incident={incident}
          allowed={leaveMaintenance}
          variant={index === 0 ? 'primary' : 'plain'}
        />
      ))}
    </div>
  );
}

type RemedyButtonProps = Pick<ButtonProps, 'variant'> & {
  readonly instance: Instance;
  /** Null: what is in the way was found by looking, and nothing has happened. */
  readonly incident: Pick<IncidentSummary, 'id' | 'whatChanged'> | null;
  readonly remedy: Remedy;
  readonly allowed: Allowed;
};

export function RemedyButton({ remedy, instance, incident, allowed, variant = 'plain' }: RemedyButtonProps) {
  const { id: instanceId, version } = instance;
  const leaving = useIsOnTheWay('leave-maintenance', instanceId);
  const leavingWithoutHooks = useIsOnTheWay('start-without-hooks', instanceId);
  switch (remedy) {
    case 'start-again':
      return (
        <CommandButton
          variant={variant}
          allowed={allowed}
          busy={leaving}
          onClick={() => {
            void begin('leave-maintenance', instanceId);
          }}
        >
          Start again
        </CommandButton>
      );
    case 'without-hooks':
      return (
        <CommandButton
          variant={variant}
          allowed={allowed}
          busy={leavingWithoutHooks}
          title="This once. The next start loads pb_hooks again."
          onClick={() => {
            perform('start-without-hooks', instanceId);
          }}
        >
          Start once without hooks
        </CommandButton>
      );
    case 'other-port':
      return <PortRemedy variant={variant} instance={instance} allowed={allowed} />;
    case 'restore-backup':
      return <RestoreRemedy variant={variant} instance={instance} allowed={allowed} />;
    case 'open-file':
      return incident === null ? null : (
        <Button
          variant={variant}
          onClick={() => void run('open-suspect-file', { instanceId, incidentId: incident.id })}
        >
          Open {incident.whatChanged?.suspect?.path.split('/').at(-1)}
        </Button>
      );
    case 'open-folder':
      return (
        <Button
          variant={variant}
          onClick={() => {
            perform('open-folder', instanceId);
          }}
        >
          Open folder
        </Button>
      );
    case 'install-version':
      return <InstallRemedy variant={variant} instanceId={instanceId} version={version} allowed={allowed} />;
    case 'enter-key':
      return goTo('settings', TARGETS.encryptionKey, 'Enter key…', variant);
    case 'enter-secrets':
      return goTo('settings', TARGETS.launchOptions, 'Enter secrets…', variant);
    case 'check-options':
      return goTo('settings', TARGETS.launchOptions, 'Check settings…', variant);
    case 'free-space':
      return goTo('backups', TARGETS.backups, 'Remove old backups…', variant);
  }
}

const goTo = (tab: InstanceTab, target: string, label: string, variant: NonNullable<ButtonProps['variant']>) => (
  <Button
    variant={variant}
    onClick={() => {
      showTab(tab);
      requestAnimationFrame(() => focusOn(target));
    }}
  >
    {label}
  </Button>
);

type OfInstance = Pick<ButtonProps, 'variant'> & { readonly allowed: Allowed };

/** The newest backup; nothing where there is none. */
function RestoreRemedy({ instance: { id: instanceId }, ...rest }: OfInstance & { readonly instance: Instance }) {
  const newest = useAppState(({ backups }) => backups.find((one) => one.instanceId === instanceId)?.backups[0]);
  useEffect(() => {
    // A folder that cannot be read is told on the tab Backups; here there is only nothing to offer.
    void bridge.call('list-backups', { instanceId });
  }, [instanceId]);
  if (newest === undefined) return null;
  const { label, createdAt, id: backupId } = newest;
  return (
    <CommandButton
      {...rest}
      className={styles.remedy}
      title={label}
      onClick={() => {
        openDialog({ kind: 'restore-backup', instanceId, source: { kind: 'backup', backupId } });
      }}
    >
      Restore {label === '' ? 'the backup' : `“${label}”`} ({timeInWords(createdAt)})…
    </CommandButton>
  );
}

interface InstallRemedyProps extends OfInstance {
  readonly instanceId: string;
  readonly version: string;
}

function InstallRemedy({ instanceId, version, ...rest }: InstallRemedyProps) {
  const [busy, setBusy] = useState(false);
  const install = async (): Promise<void> => {
    setBusy(true);
    const installed = await run('install-version', { version });
    setBusy(false);
    if (installed.ok) void begin('leave-maintenance', instanceId);
  };
  return (
    <CommandButton {...rest} busy={busy} onClick={() => void install()}>
      Install {version} and start
    </CommandButton>
  );
}
