import { OWN_HEALTH_PATH } from '../../shared/own-health-path';

/** How PocketBase writes down each request with `--dev=true`; measured with 0.23.12, 0.36.9 and 0.40.6. */
const OWN_LINE = `GET ${OWN_HEALTH_PATH}`;

/** Our own questions, seventeen thousand a day, are nothing to read. In the file they are kept. */
export const withoutOwnQuestions = (lines: readonly string[]): readonly string[] =>
  lines.some(isOwn) ? lines.filter((line) => !isOwn(line)) : lines;

const isOwn = (line: string): boolean => line.endsWith(OWN_LINE);
