import { Popover } from '@base-ui/react/popover';
import { Settings } from 'lucide-react';
import { useId } from 'react';
import type { Theme } from '../../shared/app-state';
import { run } from '../commands/run';
import { IconButton } from '../components/button';
import { Segments } from '../components/segments';
import { SwitchControl } from '../components/switch';
import popupStyles from '../components/tooltip.module.css';
import { useAppState } from '../store/store';
import styles from './settings-menu.module.css';

const THEMES: readonly (readonly [Theme, string])[] = [
  ['system', 'System'],
  ['light', 'Light'],
  ['dark', 'Dark'],
];

export function SettingsMenu() {
  const { theme, notifications, commandLine } = useAppState(({ settings }) => settings);
  const textId = useId();
  const commandLineId = useId();
  return (
    <Popover.Root>
      <Popover.Trigger render={<IconButton icon={Settings} label="Settings" />} />
      <Popover.Portal>
        <Popover.Positioner
          side="top"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          className={popupStyles.positioner}
        >
          <Popover.Popup className={styles.popover}>
            <Popover.Title className={styles.title}>Settings</Popover.Title>
            <Segments
              legend="Theme"
              choices={THEMES}
              value={theme}
              onChange={(chosen) => {
                void run('set-settings', { theme: chosen });
              }}
            />
            <div className={styles.row}>
              <div>
                <p aria-hidden>Desktop notifications</p>
                <p id={textId} className={styles.text}>
                  Incidents are kept in the window either way.
                </p>
              </div>
              <SwitchControl
                label="Desktop notifications"
                describedBy={textId}
                on={notifications}
                onChange={(on) => {
                  void run('set-settings', { notifications: on });
                }}
              />
            </div>
            <div className={styles.row}>
              <div>
                <p aria-hidden>Command line</p>
                <p id={commandLineId} className={styles.text}>
                  The command basekeeper, and scripts of yours, may use this app.
                </p>
              </div>
              <SwitchControl
                label="Command line"
                describedBy={commandLineId}
                on={commandLine}
                onChange={(on) => {
                  void run('set-settings', { commandLine: on });
                }}
              />
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
