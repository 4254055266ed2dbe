import type { Command } from 'commander';
import type { AppState } from '../../shared/app-state';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** What a shell loads: it asks us for each word, so that names of instances are those of now. */
export const COMPLETION_SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: `_basekeeper() {
  local IFS=$'\\n' word
  local words=("\${COMP_WORDS[@]:1:COMP_CWORD}")
  COMPREPLY=()
  # What was typed bears backslashes, and what is offered needs them.
  while IFS= read -r word; do
    COMPREPLY+=("$(printf '%q' "$word")")
  done < <(basekeeper --no-launch complete -- "\${words[@]//\\\\/}" 2>/dev/null | cut -f1)
}
complete -o default -F _basekeeper basekeeper
`,
  zsh: `#compdef basekeeper
_basekeeper() {
  local -a found
  found=("\${(@f)$(basekeeper --no-launch complete -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null | sed 's/:/\\\\:/g; s/\\t/:/')}")
  _describe 'basekeeper' found
}
# Installed, the file itself is the function; read by “source” it is not.
if [ "$funcstack[1]" = _basekeeper ]; then _basekeeper "$@"; else compdef _basekeeper basekeeper; fi
`,
  fish: `complete -c basekeeper -f -a '(set -l words (commandline -opc | string unescape) (commandline -ct | string unescape); basekeeper --no-launch complete -- $words[2..-1] 2>/dev/null)'
`,
};

export interface Suggestion {
  readonly value: string;
  readonly text: string;
}

/** Words of commands whose first argument is no instance. */
const WITHOUT_INSTANCE: ReadonlySet<string> = new Set([
  'list',
  'create',
  'open',
  'versions',
  'install',
  'diagnostics',
  'watch',
  'serve',
  'unit',
  'completion',
  'help',
]);

/** What may stand in the place of the last word. */
export function suggestions(program: Command, words: readonly string[], state: AppState): readonly Suggestion[] {
  const last = words.at(-1) ?? '';
  const given = words.slice(0, -1).filter((word) => !word.startsWith('-'));
  const command = program.commands.find((one) => one.name() === given[0]);
  const all = command === undefined ? commandsOf(program) : argumentsOf(command, given.slice(1), state);
  const offered = last.startsWith('-') ? optionsOf(command ?? program) : all;
  return offered.filter(({ value }) => value.startsWith(last));
}

const commandsOf = (program: Command): readonly Suggestion[] =>
  program
    .createHelp()
    .visibleCommands(program)
    .map((one) => ({ value: one.name(), text: one.description() }));

const optionsOf = (command: Command): readonly Suggestion[] =>
  command
    .createHelp()
    .visibleOptions(command)
    .flatMap(({ long, description }) => (long === undefined ? [] : { value: long, text: description }));

function argumentsOf(command: Command, given: readonly string[], state: AppState): readonly Suggestion[] {
  const name = command.name();
  if (name === 'completion') return SHELLS.map((value) => ({ value, text: '' }));
  if (name === 'maintenance' && given.length === 0) return ['on', 'off'].map((value) => ({ value, text: '' }));
  if (WITHOUT_INSTANCE.has(name)) return [];
  const takesMore =
    name === 'maintenance' ? true : given.length === 0 || command.registeredArguments.some(({ variadic }) => variadic);
  if (!takesMore) return [];
  return state.instances
    .filter((one) => !given.includes(one.name))
    .map((one) => ({ value: one.name, text: `port ${String(one.port)}` }));
}
