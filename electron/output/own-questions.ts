import { isOwnQuestion } from '../pocketbase/line-kind';

/** Of the newest lines, those that are not about our own questions. In the file they are kept. */
export const withoutOwnQuestions = (lines: readonly string[]): readonly string[] =>
  lines.some(isOwnQuestion) ? lines.filter((line) => !isOwnQuestion(line)) : lines;
