import { Command, Option } from 'commander';
import { EXIT } from '../../shared/command-line/exit-codes';
import { inert } from '../../shared/inert';
import { unitText } from '../../shared/words/unit-words';
import { NOT_RUNNING, NOT_RUNNING_NOTE, QUITTING } from '../../shared/words/command-line-words';
import type { Call } from '../control/conversation';
import type { AppSource } from './app-source';
import { create, open } from './commands/add';
import { diagnostics } from './commands/diagnostics';
import { doctor } from './commands/doctor';
import { goBack, restore, upgrade } from './commands/exchange';
import { mcp } from './commands/mcp';
import { logs } from './commands/logs';
import { backups, env, incidents, list, status, url, versions } from './commands/look';
import { change, maintenance, wait } from './commands/run';
import { backup, check, clone, compact, install, remove } from './commands/tasks';
import { watch } from './commands/watch';
import { COMPLETION_SCRIPTS, SHELLS, suggestions, type Shell } from './completion';
import { CommandContext } from './context';

interface RootOptions {
  readonly json?: boolean;
  readonly launch?: boolean;
}

type Run = (context: CommandContext) => Promise<number> | number;

export const EXIT_CODES = `
Exit codes: 0 done; 1 refused or failed; 2 not understood; 3 in maintenance; 4 not found;
5 Basekeeper not running; 6 Basekeeper not answering; 7 not in time; 130 interrupted.`;

/** Commander's own texts are kept until the command has been read: it writes without waiting. */
export function buildProgram(call: Call, source: AppSource, ended: (code: number) => void): Command {
  const program = new Command('basekeeper')
    .description('Keeps PocketBase instances on this computer.')
    .version(source.state().facts.appVersion, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addOption(new Option('--json', 'print JSON instead of text'))
    .addOption(new Option('--no-launch', 'do not open Basekeeper if it is not running'))
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(`basekeeper help` shows all commands)')
    .addHelpText('after', EXIT_CODES)
    .exitOverride();

  const context = (): CommandContext => new CommandContext(call, source, program.opts<RootOptions>().json === true);
  /** From the disk where the app is not running; that is said where nobody reads JSON. */
  const shows = async (run: Run): Promise<void> => {
    const own = context();
    if (!source.isRunning && !own.json) await own.terminal.note(NOT_RUNNING_NOTE);
    ended(await run(own));
  };
  /** Has the app started first. */
  const does = async (run: Run): Promise<void> => {
    const own = context();
    if (source.isRunning) {
      ended(await run(own));
      return;
    }
    if (program.opts<RootOptions>().launch === false) {
      ended(await own.refuse({ code: 'app-not-running' }));
      return;
    }
    const { DISPLAY, WAYLAND_DISPLAY } = call.content.variables;
    const hasDisplay = process.platform !== 'linux' || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY);
    if (hasDisplay) await call.launch('background');
    else ended(await own.refuse({ code: 'no-display' }));
  };

  const yes = new Option('-y, --yes', 'answer what would be asked with yes');
  const all = new Option('--all', 'every instance');
  const noWait = new Option('--no-wait', 'do not wait until it has happened');
  const timeout = new Option('--timeout <time>', 'wait no longer than this, e.g. 90s or 5m');
  const port = new Option('--port <number>', 'its port; a free one without it');
  const use = new Option('--use <version>', 'the version of PocketBase');

  program
    .command('list')
    .description('show all instances')
    .option('-q, --quiet', 'only their ids')
    .action((options: object) => shows((own) => list(own, options)));
  program
    .command('status [name]')
    .description('show one instance, or all')
    .option('--exit-code', 'end with 0 if it is running, 3 in maintenance, 1 otherwise')
    .action((name: string | undefined, options: object) => shows((own) => status(own, name, options)));
  for (const [word, command, text] of [
    ['start', 'start-instance', 'start instances'],
    ['stop', 'stop-instance', 'stop instances'],
    ['restart', 'restart-instance', 'restart instances'],
  ] as const) {
    program
      .command(`${word} [names...]`)
      .description(text)
      .addOption(all)
      .addOption(noWait)
      .addOption(timeout)
      .action((names: string[], options: object) => does((own) => change(own, command, names, options)));
  }
  program
    .command('maintenance <on|off> [names...]')
    .description('turn maintenance mode on or off')
    .option('--for <time>', 'Basekeeper ends it after that, e.g. 15m or 2h')
    .option('--reason <text>', 'a note that is shown while it is on')
    .addOption(all)
    .addOption(noWait)
    .addOption(timeout)
    .addOption(yes)
    .action((wish: string, names: string[], options: object) => does((own) => maintenance(own, wish, names, options)));
  program
    .command('wait <name>')
    .description('wait until an instance is in a state')
    .requiredOption('--for <state>', 'running, maintenance or stopped')
    .addOption(timeout)
    .action((name: string, options: { for: string }) => does((own) => wait(own, name, options)));
  program
    .command('logs <name>')
    .description('print the output of PocketBase')
    .option('-f, --follow', 'go on with what it writes from now on')
    .option('-n, --lines <number>', 'only the newest')
    .option('--run <number>', 'only of this run, or of the last')
    .option('--since <time>', 'only from then on: how long ago, e.g. 15m, or a moment')
    .action((name: string, options: { follow?: boolean }) => {
      const run: Run = (own) => logs(own, name, options);
      return options.follow === true ? does(run) : shows(run);
    });
  program
    .command('incidents <name> [id]')
    .description('show the incidents of an instance, or one with its last output')
    .action((name: string, id: string | undefined) => shows((own) => incidents(own, name, id)));
  program
    .command('backup [names...]')
    .description('back instances up')
    .addOption(all)
    .option('--label <text>', 'words of your own')
    .action((names: string[], options: object) => does((own) => backup(own, names, options)));
  program
    .command('backups <name>')
    .description('show the backups of an instance')
    .action((name: string) => shows((own) => backups(own, name)));
  program
    .command('restore <name> <backup>')
    .description('restore a backup: its id, “newest”, or a zip')
    .addOption(yes)
    .action((name: string, from: string, options: object) => does((own) => restore(own, name, from, options)));
  program
    .command('create <name>')
    .description('make a new instance, and start it')
    .addOption(port)
    .addOption(use)
    .option('--folder <path>', 'where to put it')
    .option('--email <address>', 'of the first superuser')
    .option('--password-stdin', 'read the password from standard input; one is made without it')
    .action((name: string, options: object) => does((own) => create(own, name, options)));
  program
    .command('open <folder>')
    .description('open a folder with data as an instance, where it is')
    .option('--name <name>', 'its name')
    .addOption(port)
    .addOption(use)
    .addOption(yes)
    .action((folder: string, options: object) => does((own) => open(own, folder, options)));
  program
    .command('clone <name> <new-name>')
    .description('copy an instance with its data')
    .action((name: string, newName: string) => does((own) => clone(own, name, newName)));
  program
    .command('delete <name>')
    .description('move an instance to the trash; its backups stay')
    .option('--name <name>', 'its name once more, instead of typing it')
    .option('--no-backup', 'do not back it up first')
    .action((name: string, options: object) => does((own) => remove(own, name, options)));
  program
    .command('upgrade <name> [version]')
    .description('change the version of PocketBase; the newest installed one without a number')
    .option('--try', 'try it on a copy of the data first')
    .addOption(yes)
    .action((name: string, to: string | undefined, options: object) => does((own) => upgrade(own, name, to, options)));
  program
    .command('go-back <name>')
    .description('go back to the version and data of before the last change')
    .addOption(yes)
    .action((name: string, options: object) => does((own) => goBack(own, name, options)));
  program
    .command('versions')
    .description('show the versions of PocketBase')
    .option('--available', 'those that can be installed (uses the network)')
    .action((options: { available?: boolean }) => {
      const run: Run = (own) => versions(own, options);
      return options.available === true ? does(run) : shows(run);
    });
  program
    .command('install <version>')
    .description('install a version of PocketBase')
    .action((version: string) => does((own) => install(own, version)));
  program
    .command('check [names...]')
    .description('have SQLite check the databases of instances')
    .addOption(all)
    .action((names: string[], options: object) => does((own) => check(own, names, options)));
  program
    .command('compact <name>')
    .description('give unused space of its databases back')
    .action((name: string) => does((own) => compact(own, name)));
  program
    .command('url <name>')
    .description('print the address of an instance')
    .option('--admin', 'that of its admin UI')
    .action((name: string, options: object) => shows((own) => url(own, name, options)));
  program
    .command('env <name>')
    .description('print what a program needs to use an instance, as variables')
    .action((name: string) => shows((own) => env(own, name)));
  program
    .command('doctor [names...]')
    .description('look at what would stand in the way of a start')
    .action((names: string[]) => does((own) => doctor(own, names)));
  program
    .command('diagnostics [file]')
    .description('save a zip for a bug report: versions, records, checks and last output, without secrets')
    .action((file: string | undefined) => does((own) => diagnostics(own, file)));
  program
    .command('watch')
    .description('print every change as a line of JSON')
    .action(() => does(watch));
  program
    .command('show <name>')
    .description('show an instance in the window')
    .option('--incident <id>', 'at this incident')
    .action((name: string, options: { incident?: string }) => does((own) => show(own, name, options.incident ?? null)));
  program
    .command('quit')
    .description('quit Basekeeper; its instances are stopped in order first')
    .action(async () => {
      const own = context();
      await own.terminal.note(source.isRunning ? QUITTING : NOT_RUNNING);
      ended(EXIT.done);
      source.quit();
    });
  program
    .command('mcp')
    .description('serve a coding assistant (Model Context Protocol on standard input and output)')
    .action(() => does((own) => mcp(own)));
  program
    .command('serve')
    .description('run Basekeeper without a window, in the foreground')
    .action(async () => {
      if (source.isRunning) ended(await context().refuse({ code: 'app-running', pid: process.pid }));
      else await call.launch('serve');
    });
  program
    .command('unit')
    .description('print a systemd user unit for “serve”')
    .action(async () => {
      await call.out(unitText(call.content.program, call.content.variables.BASEKEEPER_HOME ?? null));
      ended(EXIT.done);
    });
  program
    .command('completion <shell>')
    .description(`print what ${SHELLS.join(', ')} load to complete words`)
    .action(async (shell: string) => {
      const known = SHELLS.find((one) => one === shell) satisfies Shell | undefined;
      if (known === undefined)
        ended(await context().refuse({ code: 'usage', detail: `There is none for “${inert(shell)}”.` }));
      else {
        await call.out(COMPLETION_SCRIPTS[known]);
        ended(EXIT.done);
      }
    });
  program.command('complete [words...]', { hidden: true }).action(async (words: string[]) => {
    for (const { value, text } of suggestions(program, words, source.state())) await call.out(`${value}\t${text}\n`);
    ended(EXIT.done);
  });
  return program;
}

async function show(own: CommandContext, name: string, incident: string | null): Promise<number> {
  const found = own.find(name);
  if (!found.ok) return own.refuse(found.error);
  if (own.source.show(found.value.id, incident)) return EXIT.done;
  return own.refuse({ code: 'no-window' });
}
