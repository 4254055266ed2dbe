import type { Command } from 'commander';
import { EXIT_CODES } from '../../electron/command-line/program';

/** basekeeper(1), in the macros of man(7), from what `basekeeper help` is made of. */
export function manualPage(program: Command): string {
  const help = program.createHelp();
  const commands = help.visibleCommands(program);
  return [
    `.TH BASEKEEPER 1 "" "Basekeeper ${roff(program.version() ?? '')}" "Basekeeper"`,
    '.SH NAME',
    `basekeeper \\- ${roff(program.description().replace(/\.$/, ''))}`,
    '.SH SYNOPSIS',
    '.B basekeeper',
    '[options] command [arguments]',
    '.SH DESCRIPTION',
    'Gives commands to the app that is running, and waits until what was asked for has happened.',
    'Commands that change something open the app where it is not running, without its window.',
    'Others answer from what it has written down.',
    'An instance is given by its name or its id.',
    '.SH OPTIONS',
    ...optionsOf(program),
    '.SH COMMANDS',
    ...commands.flatMap((command) => [
      `.SS "${roff(help.subcommandTerm(command))}"`,
      sentence(command.description()),
      ...optionsOf(command, '--help'),
    ]),
    '.SH EXIT STATUS',
    ...EXIT_CODES.replace('Exit codes: ', '')
      .replaceAll('\n', ' ')
      .split(';')
      .flatMap((each) => {
        const [, code = '', meaning = ''] = /^\s*(\d+) (.*?)\.?$/.exec(each) ?? [];
        return ['.TP', `.B ${code}`, sentence(meaning)];
      }),
    '.SH SEE ALSO',
    'https://pocketbase.io/docs',
    '',
  ].join('\n');
}

function optionsOf(command: Command, without?: string): readonly string[] {
  const help = command.createHelp();
  return help
    .visibleOptions(command)
    .filter(({ long }) => long !== without)
    .flatMap((option) => ['.TP', `.B ${roff(help.optionTerm(option))}`, sentence(option.description)]);
}

const sentence = (text: string): string => `${roff(text.charAt(0).toUpperCase() + text.slice(1))}.`;

/** Nothing in it is a command of roff, and a hyphen is one that can be copied. */
const roff = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('"', '\\(dq')
    .replace(/^(?=[.'])/, '\\&');
