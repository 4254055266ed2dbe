import { DROP_HERE } from '../../shared/words/first-steps-words';
import { ManageDialogs } from '../manage/manage-dialogs';
import { NewInstanceDialog } from '../new-instance/new-instance-dialog';
import { OverDialogs } from '../components/dialog';
import { DiagnosticsDialog } from '../diagnostics/diagnostics-dialog';
import { HelpDialog } from '../help/help-dialog';
import { AssistantQuestion } from '../instance-page/assistant-question';
import { EmptyPage } from '../instance-page/empty-page';
import { InstancePage } from '../instance-page/instance-page';
import { ChangePortDialog } from '../instance-page/change-port-dialog';
import { MaintenanceQuestion } from '../instance-page/maintenance-question';
import { ReachQuestion } from '../instance-page/reach-question';
import { AdminUiQuestion } from '../instance-page/admin-ui-question';
import { SignInQuestion } from '../instance-page/sign-in-question';
import { StopHolderQuestion } from '../instance-page/stop-holder-question';
import { NarrowBar } from '../instance-list/narrow-bar';
import { Sidebar } from '../instance-list/sidebar';
import { MaintenanceForQuestion } from '../instance-list/maintenance-for-question';
import { ChangeVersionDialog } from '../change-version/change-version-dialog';
import { FewerRecordsQuestion } from '../change-version/fewer-records-question';
import { GoBackQuestion } from '../change-version/go-back-question';
import { RestoreDialog } from '../restore/restore-dialog';
import { useAppState, useSelectedInstance } from '../store/store';
import { useUi } from '../store/ui';
import { CrashDrillBar } from '../crash-drill/crash-drill-bar';
import { CrashDrillQuestion } from '../crash-drill/crash-drill-question';
import { Palette } from '../palette/palette';
import { TaskStrip } from '../tasks/task-strip';
import { BuildDialog } from '../versions/build-dialog';
import { PreferencesPage } from '../settings/preferences-page';
import { UpdateBar } from '../updates/update-bar';
import { VersionsPage } from '../versions/versions-page';
import { Announcer } from './announcer';
import styles from './frame.module.css';
import { Notices } from './notices';
import { SHORTCUTS, useShortcuts } from '../palette/shortcuts';
import { useDensity, useTheme } from './theme';
import { useDroppedFolder } from './use-dropped-folder';
import { useIsNarrow } from './use-is-narrow';
import { useKeptFocus } from './use-kept-focus';

/** What lies over any other dialog. */
const OVER = (
  <>
    <BuildDialog />
    <HelpDialog shortcuts={SHORTCUTS} />
    <OverDialogs value={null}>
      <AssistantQuestion />
    </OverDialogs>
  </>
);

/** Sidebar left, the chosen instance right; in narrow windows the sidebar folds into a bar on top. */
export function Frame() {
  useTheme(useAppState(({ settings }) => settings.theme));
  useDensity(useAppState(({ settings }) => settings.density));
  useShortcuts();
  useKeptFocus();
  const narrow = useIsNarrow();
  const selected = useSelectedInstance();
  const page = useUi((ui) => ui.page);
  const { over, ...dropping } = useDroppedFolder();
  const isUncovered = useUi((ui) => ui.dialog === null);
  return (
    <div className={styles.window} {...dropping}>
      {over && <p className={styles.drop}>{DROP_HERE}</p>}
      <Notices />
      <CrashDrillBar />
      <UpdateBar />
      <div className={styles.frame} data-narrow={narrow ? '' : undefined}>
        {narrow ? <NarrowBar /> : <Sidebar />}
        <main className={styles.main}>
          {page === 'preferences' ? (
            <PreferencesPage />
          ) : page === 'versions' ? (
            <VersionsPage />
          ) : selected === null ? (
            <EmptyPage />
          ) : (
            <InstancePage key={selected.id} instance={selected} />
          )}
        </main>
      </div>
      <TaskStrip />
      <Announcer instance={selected} />
      <OverDialogs value={OVER}>
        <Palette />
        <NewInstanceDialog />
        <MaintenanceQuestion />
        <StopHolderQuestion />
        <AdminUiQuestion />
        <SignInQuestion />
        <ReachQuestion />
        <ChangePortDialog />
        <RestoreDialog />
        <ChangeVersionDialog />
        <GoBackQuestion />
        <FewerRecordsQuestion />
        <ManageDialogs />
        <MaintenanceForQuestion />
        <CrashDrillQuestion />
        <DiagnosticsDialog />
      </OverDialogs>
      {isUncovered && OVER}
    </div>
  );
}
