import { useEffect, useRef } from 'react';
import { APP_SETTINGS, type AppSettings } from '../../shared/app-settings';
import type { CommandInput } from '../../shared/ipc';
import { run } from '../commands/run';
import { useAppState } from '../store/store';
import { LoginRow } from './login-row';
import { DataFolderRow, FolderRow, PortsRow } from './new-instance-rows';
import styles from './preferences.module.css';
import { ProgramRows } from './program-rows';
import { ChoiceRow, Section, SwitchRow } from './row';
import { UpdateRows } from './update-rows';

/** What holds for the whole app. Each choice is saved when it is made, and shown once it is. */
export function PreferencesPage() {
  const heading = useRef<HTMLHeadingElement>(null);
  const settings = useAppState((state) => state.settings);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.closest('main')?.scrollTo(0, 0);
  }, []);
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          Preferences
        </h1>
      </header>
      <div className={styles.content}>
        <Appearance settings={settings} />
        <Life settings={settings} />
        <NewInstances settings={settings} />
        <Programs settings={settings} />
        <Section title="Updates">
          <UpdateRows choice={settings.lookForUpdates} />
        </Section>
      </div>
    </div>
  );
}

interface SectionProps {
  readonly settings: AppSettings;
}

const change = (input: CommandInput<'set-settings'>): void => {
  void run('set-settings', input);
};

function Appearance({ settings: { theme, density, notifications } }: SectionProps) {
  return (
    <Section title="Appearance and notifications">
      <ChoiceRow
        label={APP_SETTINGS.theme.field}
        text="System follows the desktop."
        choices={[
          ['system', 'System'],
          ['light', 'Light'],
          ['dark', 'Dark'],
        ]}
        value={theme}
        onChange={(chosen) => {
          change({ theme: chosen });
        }}
      />
      <ChoiceRow
        label={APP_SETTINGS.density.field}
        text="Compact shows more rows at once. Text keeps its size."
        choices={[
          ['comfortable', 'Comfortable'],
          ['compact', 'Compact'],
        ]}
        value={density}
        onChange={(chosen) => {
          change({ density: chosen });
        }}
      />
      <SwitchRow
        label={APP_SETTINGS.notifications.field}
        text="Incidents are kept in the window either way."
        on={notifications}
        onChange={(on) => {
          change({ notifications: on });
        }}
      />
    </Section>
  );
}

function Life({ settings: { whenClosed, askBeforeQuitting } }: SectionProps) {
  return (
    <Section title="Starting, closing and quitting">
      <LoginRow />
      <ChoiceRow
        label={APP_SETTINGS.whenClosed.field}
        text={WHEN_CLOSED[whenClosed]}
        choices={[
          ['tray', 'Keep in tray'],
          ['ask', 'Ask'],
          ['quit', 'Quit'],
        ]}
        value={whenClosed}
        onChange={(chosen) => {
          change({ whenClosed: chosen });
        }}
      />
      <SwitchRow
        label={APP_SETTINGS.askBeforeQuitting.field}
        text="Ask if quitting stops instances. They are started again when Basekeeper opens. Basekeeper always asks if quitting ends a task."
        on={askBeforeQuitting}
        onChange={(on) => {
          change({ askBeforeQuitting: on });
        }}
      />
    </Section>
  );
}

/** What becomes of the instances, for each answer. */
const WHEN_CLOSED: Readonly<Record<AppSettings['whenClosed'], string>> = {
  tray: 'Your instances keep running. If the desktop shows no tray icon, Basekeeper asks.',
  ask: 'Your instances keep running until you answer.',
  quit: 'Your instances are stopped, and started again when Basekeeper opens.',
};

function NewInstances({ settings }: SectionProps) {
  return (
    <Section title="Data and new instances">
      <DataFolderRow />
      <FolderRow folder={settings.newInstancesFolder} />
      <PortsRow
        key={`${String(settings.portRange.from)}-${String(settings.portRange.to)}`}
        range={settings.portRange}
      />
      <SwitchRow
        label="Stop new instances if they hang"
        text="If off, they keep running with a warning. Existing instances do not change."
        on={settings.newWhenUnresponsive === 'maintenance'}
        onChange={(on) => {
          change({ newWhenUnresponsive: on ? 'maintenance' : 'warning' });
        }}
      />
      <SwitchRow
        label="Answer 503 during maintenance"
        text="If off, connections to new instances are refused during maintenance. Existing instances do not change."
        on={settings.newAnswerInMaintenance}
        onChange={(on) => {
          change({ newAnswerInMaintenance: on });
        }}
      />
    </Section>
  );
}

function Programs({ settings: { editor, terminal, commandLine } }: SectionProps) {
  return (
    <Section title="Other programs">
      <ProgramRows editor={editor} terminal={terminal} />
      <SwitchRow
        label={APP_SETTINGS.commandLine.field}
        text="Programs of your user may give commands, as basekeeper does. Your instances keep running if it is off."
        on={commandLine}
        onChange={(on) => {
          change({ commandLine: on });
        }}
      />
    </Section>
  );
}
