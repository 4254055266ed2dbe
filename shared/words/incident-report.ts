import type { AppFacts } from '../app-state';
import type { Incident } from '../incident';
import type { Instance } from '../instance';
import { changeInWords, moreChanges, NOTHING_CHANGED } from './what-changed-words';
import { exitFactInWords, uptimeFactInWords } from './incident-detail-words';
import { causeWords, incidentSentence } from './incident-words';

const OUTPUT_LINES = 40;

/** Where the app keeps its settings, and everything else. */
type OwnPlaces = Pick<AppFacts, 'home' | 'dataFolder'>;
type Surroundings = OwnPlaces & Pick<AppFacts, 'appVersion' | 'platform'>;

/**
 * A failure as a text for an issue. Secrets were removed from output and evidence when they were read; paths that would
 * name the user are shortened here.
 */
export function incidentReport(
  incident: Incident,
  { folder }: Pick<Instance, 'folder'>,
  { appVersion, platform, ...places }: Surroundings,
): string {
  const anonymous = (text: string): string => withoutOwnPaths(text, folder, places);
  const { evidence, output, whatChanged } = incident;
  const parts = [
    `### ${causeWords(incident.cause).title}`,
    incidentSentence(incident),
    ...(evidence === '' ? [] : [fenced(anonymous(evidence))]),
    [
      `- PocketBase ${incident.version}, Basekeeper ${appVersion}, ${platform}`,
      `- Exit: ${exitFactInWords(incident)}; uptime: ${uptimeFactInWords(incident)}`,
      `- Time: ${incident.at}`,
    ].join('\n'),
    ...(whatChanged?.since == null
      ? []
      : [[`Changed since the healthy start at ${whatChanged.since}:`, ...changeLines(whatChanged)].join('\n')]),
    ...(output.length === 0 ? [] : ['Last output:', fenced(anonymous(output.slice(-OUTPUT_LINES).join('\n')))]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function changeLines({ changes, more }: NonNullable<Incident['whatChanged']>): readonly string[] {
  if (changes.length === 0) return [NOTHING_CHANGED];
  return [
    ...changes.map(
      (change) => `- ${changeInWords(change)}${change.kind === 'file' && change.at !== null ? ` (${change.at})` : ''}`,
    ),
    ...(more === 0 ? [] : [`- ${moreChanges(more)}`]),
  ];
}

/** Paths that would name the user are shortened. */
export const withoutOwnPaths = (text: string, folder: string, { home, dataFolder }: OwnPlaces): string =>
  withoutPath(withoutPath(withoutPath(text, folder, '<instance>'), dataFolder, '<home>'), home, '<home>');

const withoutPath = (text: string, path: string, name: string): string =>
  path === '' ? text : text.replaceAll(path, name);

/** Output that holds such a fence itself does not end it. */
const fenced = (text: string): string => {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
};
