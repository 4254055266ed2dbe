/** What the command line says of its own problems; everything else has the words of the window. */
import type { AnyProblem, CommandProblem } from '../command-line/problems';
import { errorWords, type ErrorWords } from './error-words';

/** Answers to `quit`. */
export const QUITTING = 'Basekeeper quits. Its instances are stopped first, and run again when it is opened.';
export const NOT_RUNNING = 'Basekeeper is not running.';

export const NOT_RUNNING_NOTE = 'Basekeeper is not running. This is what it has written down.';

export function problemWords(problem: AnyProblem): ErrorWords {
  const own = OWN_CODES.has(problem.code) ? ownWords(problem as CommandProblem) : null;
  return own ?? errorWords(problem as Exclude<AnyProblem, CommandProblem>);
}

const OWN_CODES: ReadonlySet<string> = new Set<CommandProblem['code']>([
  'no-such-instance',
  'several-instances',
  'no-such-backup',
  'no-such-incident',
  'not-asked',
  'not-confirmed',
  'app-not-running',
  'no-display',
  'no-window',
  'app-running',
  'not-in-time',
  'ended-in-maintenance',
  'not-as-asked',
  'usage',
  'interrupted',
]);

function ownWords(problem: CommandProblem): ErrorWords {
  switch (problem.code) {
    case 'no-such-instance':
      return {
        title: `There is no instance “${problem.wanted}”`,
        text: 'Give its name or its id. `basekeeper list` shows all.',
      };
    case 'several-instances':
      return {
        title: `Several instances are named “${problem.wanted}”`,
        text: `Give the id of one: ${problem.ids.join(', ')}.`,
      };
    case 'no-such-backup':
      return {
        title: `${problem.instanceName} has no backup ${problem.wanted}`,
        text: `\`basekeeper backups\` shows all. A file is given with its path, e.g. ./backup.zip.`,
      };
    case 'no-such-incident':
      return {
        title: `${problem.instanceName} has no incident ${problem.wanted}`,
        text: '`basekeeper incidents` shows all that are kept.',
      };
    case 'not-asked':
      return {
        title: 'Nobody is there to answer',
        text: `${problem.question} Without a terminal this cannot be asked: add ${problem.flag} if you mean it.`,
      };
    case 'not-confirmed':
      return { title: 'Nothing was done', text: 'It was not confirmed.' };
    case 'app-not-running':
      return { title: 'Basekeeper is not running', text: 'Open it, or leave out --no-launch.' };
    case 'no-display':
      return {
        title: 'Basekeeper is not running, and there is no display to open it on',
        text: 'Run `basekeeper serve`, e.g. as a service: `basekeeper unit` prints one.',
      };
    case 'no-window':
      return {
        title: 'There is no window',
        text: 'Basekeeper runs without one here. `basekeeper status` shows the same.',
      };
    case 'app-running':
      return {
        title: 'Basekeeper is running already',
        text: `Process ${String(problem.pid)} has the instances. Quit it first: two would start them twice.`,
      };
    case 'not-in-time':
      return {
        title: `${problem.instanceName} was not ${problem.wanted} in time`,
        text: `It is now: ${problem.now}. Look at its output, or allow more time with --timeout.`,
      };
    case 'ended-in-maintenance':
      return { title: `${problem.instanceName} is in maintenance`, text: problem.why };
    case 'not-as-asked':
      return {
        title: `${problem.instanceName} is now: ${problem.now}`,
        text: 'Something else was asked of it in between. Nothing more was done.',
      };
    case 'usage':
      return { title: 'The command is not complete', text: problem.detail };
    case 'interrupted':
      return { title: 'Interrupted', text: 'What could be cancelled was cancelled.' };
  }
}

/** An entry of the journal of an instance. */
export const askedFromCommandLine = (words: string): string => `Asked on the command line: ${words}.`;
