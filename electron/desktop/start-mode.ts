import { linkIn, type DeepLink } from '../../shared/deep-link';

/** How the program was started. */
export interface StartMode {
  readonly kind:
    | 'window'
    /** With the tray, and a window only when it is asked for. */
    | 'background'
    /** For a machine without a display: neither window nor tray. */
    | 'serve'
    /** Answers one command from what is on the disk, and ends. */
    | 'answer-once';
  readonly link: DeepLink | null;
  /** Of `answer-once`: where the command is awaited. */
  readonly folder: string;
}

export const isServing = (words: readonly string[]): boolean => words.includes('--serve');

const ANSWER_ONCE = '--answer-once=';

export function startMode(words: readonly string[]): StartMode {
  const once = words.find((word) => word.startsWith(ANSWER_ONCE));
  const kind =
    once !== undefined
      ? 'answer-once'
      : isServing(words)
        ? 'serve'
        : words.includes('--background')
          ? 'background'
          : 'window';
  return { kind, link: linkIn(words), folder: once?.slice(ANSWER_ONCE.length) ?? '' };
}
