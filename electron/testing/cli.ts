/** The command `basekeeper`, given to a running app as the relay gives it. */
import type { CallContent, Endpoint } from '../../shared/command-line/protocol';
import { readEndpoint } from '../control/endpoint';
import { giveCommand, type Given } from '../control/give-command';

export interface CliOptions {
  /** Lines of standard input. */
  readonly input?: readonly string[];
  /** Somebody sits there. */
  readonly terminal?: boolean;
  readonly folder?: string;
  readonly interrupted?: AbortSignal;
  /** Told of everything on standard output, as it comes. */
  readonly onOut?: (text: string) => void;
}

export interface CliEnd {
  readonly given: Given;
  /** Null: it ended in another way. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export const callOf = (words: readonly string[], { terminal = false, folder = '/' }: CliOptions = {}): CallContent => ({
  arguments: [...words],
  folder,
  variables: {},
  terminal: { in: terminal, out: false, err: terminal, columns: 80 },
  program: '/usr/bin/basekeeper',
});

/** `control` is the folder in which the app says how it is found. */
export async function cli(control: string, words: readonly string[], options: CliOptions = {}): Promise<CliEnd> {
  const endpoint: Endpoint | null = readEndpoint(control);
  if (endpoint === null) throw new Error(`Nobody listens for commands in ${control}`);
  const input = [...(options.input ?? [])];
  let out = '';
  let err = '';
  const given = await giveCommand(endpoint, callOf(words, options), {
    out: (text) => {
      out += text;
      options.onOut?.(text);
      return Promise.resolve();
    },
    err: (text) => Promise.resolve(void (err += text)),
    readLine: () => Promise.resolve(input.shift() ?? null),
    ...(options.interrupted === undefined ? {} : { interrupted: options.interrupted }),
  });
  return { given, code: given.kind === 'exit' ? given.code : null, out, err };
}
