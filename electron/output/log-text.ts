import { OUTPUT_MISSING_AFTER_THIS } from '../../shared/words/output-words';
import { presentable, presentableBeginning, type KnownSecrets } from '../pocketbase/redact';

/** A line as it stands in a file. */
export interface LogText {
  readonly text: string;
  readonly whole: boolean;
}

/** Half a line at the beginning may begin with half a secret and is left out; half a line at the end is not. */
export function textsOf(content: string, beginsInsideLine: boolean): readonly LogText[] {
  const lines = content.split('\n');
  const end = lines.pop() ?? '';
  const isMarked = end.endsWith(OUTPUT_MISSING_AFTER_THIS);
  const unfinished = isMarked ? end.slice(0, -OUTPUT_MISSING_AFTER_THIS.length) : end;
  const texts = lines.map((text) => ({ text, whole: true }));
  if (unfinished !== '') texts.push({ text: unfinished, whole: false });
  if (isMarked) texts.push({ text: OUTPUT_MISSING_AFTER_THIS, whole: true });
  return beginsInsideLine ? texts.slice(1) : texts;
}

export const readable = ({ text, whole }: LogText, secrets: KnownSecrets): string =>
  whole ? presentable(text, secrets) : presentableBeginning(text, secrets);
