/** What this window alone knows: what is chosen, open and typed. Never anything about an instance. */
import { create } from 'zustand';
import type { RestoreSource } from '../../shared/backup';
import type { InstanceId, OperationId } from '../../shared/ids';

export type OpenDialog =
  /** With a folder: it is opened where it is. */
  | { readonly kind: 'new-instance'; readonly folder?: string }
  | { readonly kind: 'palette' }
  | { readonly kind: 'ask-crash-drill' }
  | { readonly kind: 'diagnostics' }
  | { readonly kind: 'ask-maintenance' | 'maintenance-end'; readonly instanceId: InstanceId }
  | { readonly kind: 'ask-reach' | 'ask-admin-ui'; readonly instanceId: InstanceId }
  /** As one of these superusers. */
  | { readonly kind: 'ask-sign-in'; readonly instanceId: InstanceId; readonly emails: readonly string[] }
  /** Of these, or of all that run for null. */
  | { readonly kind: 'ask-maintenance-for'; readonly ids: readonly InstanceId[] | null }
  | { readonly kind: 'change-port'; readonly instanceId: InstanceId }
  | {
      readonly kind: 'rename' | 'move' | 'clone' | 'remove-from-list' | 'delete';
      readonly instanceId: InstanceId;
    }
  /** Without e-mail: one is added. */
  | { readonly kind: 'superuser'; readonly instanceId: InstanceId; readonly email: string | null }
  /** It cannot start while the holder has its port. */
  | {
      readonly kind: 'ask-stop-holder';
      readonly instanceId: InstanceId;
      readonly holderId: InstanceId;
      readonly how: 'start' | 'leave-maintenance';
    }
  | {
      readonly kind: 'restore-backup';
      readonly instanceId: InstanceId;
      readonly source: RestoreSource;
      /** An older version, which the data of now was refused to. */
      readonly version?: string;
    }
  /** `version` is filled in; empty where none is suggested. */
  | { readonly kind: 'change-version'; readonly instanceId: InstanceId; readonly version: string }
  | { readonly kind: 'ask-go-back'; readonly instanceId: InstanceId }
  /** An operation was refused because records would be lost: it has all that is needed to go on. */
  | { readonly kind: 'ask-fewer-records'; readonly operationId: OperationId };

export interface ShownHelp {
  readonly page: HelpPage;
  /** Slug of a heading; null for the beginning. */
  readonly section: string | null;
}

export type HelpPage =
  | 'maintenance'
  | 'overview'
  | 'backup'
  | 'upgrading'
  | 'serving'
  | 'command-line'
  | 'assistants'
  | 'format'
  | 'keyboard'
  | 'about';

/** An incident whose page is shown in place of a tab; counted, so that the same one can be asked for twice. */
export interface ShownIncident {
  readonly incidentId: string;
  readonly request: number;
}

/** What the main part of the window shows. */
export type Page = 'instance' | 'versions' | 'preferences';

/** What is shown of an instance. It stays when another instance is chosen. */
export type InstanceTab = 'overview' | 'output' | 'backups' | 'activity' | 'settings';

interface Ui {
  readonly page: Page;
  readonly tab: InstanceTab;
  readonly selectedId: InstanceId | null;
  readonly dialog: OpenDialog | null;
  /** Lies over the dialog, which stays as it is. */
  readonly help: ShownHelp | null;
  /** Is the folded-away list open? Only in narrow windows. */
  readonly drawerOpen: boolean;
  readonly shownIncident: ShownIncident | null;
}

export const useUi = create<Ui>(() => ({
  page: 'instance',
  tab: 'overview',
  selectedId: null,
  dialog: null,
  help: null,
  drawerOpen: false,
  shownIncident: null,
}));

export function selectInstance(instanceId: InstanceId): void {
  useUi.setState({ page: 'instance', selectedId: instanceId, drawerOpen: false, shownIncident: null });
}

export const showTab = (tab: InstanceTab): void => {
  useUi.setState({ tab, shownIncident: null });
};

/** Leaves the chosen instance, which is shown again when it is chosen again. */
export const showVersions = (): void => {
  useUi.setState({ page: 'versions', drawerOpen: false });
};

export const showPreferences = (): void => {
  useUi.setState({ page: 'preferences', dialog: null, help: null, drawerOpen: false });
};

let requests = 0;

export function showIncident(instanceId: InstanceId, incidentId: string | null): void {
  requests += 1;
  selectInstance(instanceId);
  // Where the way back leads.
  showTab('overview');
  if (incidentId !== null) useUi.setState({ shownIncident: { incidentId, request: requests } });
}

export const openDialog = (dialog: OpenDialog): void => {
  useUi.setState({ dialog, help: null, drawerOpen: false });
};

export const closeDialog = (): void => {
  useUi.setState({ dialog: null, help: null });
};

/** For an answer that may come late: by then the dialog it was for may be closed, and another one open. */
export function thisDialog(): { readonly isOpen: () => boolean; readonly close: () => void } {
  const { dialog } = useUi.getState();
  const isOpen = (): boolean => dialog !== null && useUi.getState().dialog === dialog;
  return {
    isOpen,
    close: () => {
      if (isOpen()) closeDialog();
    },
  };
}

let helpOpener: HTMLElement | null = null;

/** What had the focus when help was opened, if it is still there. */
export const whoOpenedHelp = (): HTMLElement | null => (helpOpener?.isConnected === true ? helpOpener : null);

export const openHelp = ({ page, section }: ShownHelp): void => {
  const { activeElement } = document;
  if (useUi.getState().help === null) helpOpener = activeElement instanceof HTMLElement ? activeElement : null;
  useUi.setState({ help: { page, section }, drawerOpen: false });
};

/** Back to what it had covered. */
export const closeHelp = (): void => {
  useUi.setState({ help: null });
};

export const isDialogOpen = (): boolean => {
  const { dialog, help } = useUi.getState();
  // A list asks by itself before it deletes one of its rows.
  return dialog !== null || help !== null || document.querySelector('[role="alertdialog"]') !== null;
};

export const turnHelpTo = (page: HelpPage): void => {
  openHelp({ page, section: null });
};
