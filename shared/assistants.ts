/** What coding assistants may do with an instance, and what they have to ask a person for. */
import type { InstanceId } from './ids';

export const ASSISTANT_LEVELS = ['off', 'read', 'operate'] as const;
/** `off`: it does not exist for them. `read`: they see it. `operate`: they also start, stop and back it up, and may ask for more. */
export type AssistantLevel = (typeof ASSISTANT_LEVELS)[number];

/** What of the engine an assistant reaches at all; `ask`: each time only after a person has said yes in the window. */
export const ASSISTANT_COMMANDS = {
  'get-incident': 'read',
  'read-output': 'read',
  'search-output': 'read',
  'list-backups': 'read',
  'preview-restore': 'operate',
  'start-instance': 'operate',
  'stop-instance': 'operate',
  'enter-maintenance': 'operate',
  'back-up': 'operate',
  'preview-version-change': 'operate',
  'restore-backup': 'ask',
  'delete-instance': 'ask',
  'change-version': 'ask',
  'leave-maintenance': 'ask',
} as const;
export type AssistantCommand = keyof typeof ASSISTANT_COMMANDS;

export const mayRead = (level: AssistantLevel): boolean => level !== 'off';
/** Asking for more is part of it. */
export const mayOperate = (level: AssistantLevel): boolean => level === 'operate';

/** What a person is asked about. */
export type AssistantWish =
  | { readonly kind: 'restore'; readonly createdAt: string; readonly label: string }
  | { readonly kind: 'delete' }
  | { readonly kind: 'change-version'; readonly from: string; readonly to: string }
  | { readonly kind: 'leave-maintenance' };

export interface AssistantQuestion {
  readonly id: string;
  readonly instanceId: InstanceId;
  readonly instanceName: string;
  /** What it calls itself; nobody has checked that. */
  readonly assistant: string;
  readonly wish: AssistantWish;
  readonly answer: 'yes' | 'no' | null;
}

/** How long a person has; nothing said is no. */
export const QUESTION_LIMIT_MS = 120_000;
