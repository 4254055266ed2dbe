import { commands, type CommandName, type CommandOutput, type DecodedInput } from '../../shared/ipc';
import { fail, type Result } from '../../shared/result';
import type { Client } from './client';
import { decode, unknownCommand } from './decode';
import { whyNotBegun } from './too-few-files';

/** One function for each command; a missing one is a compile error. */
export type HandlersOf<Names extends CommandName> = {
  readonly [Name in Names]: (
    input: DecodedInput<Name>,
    client: Client,
  ) => Result<CommandOutput<Name>> | Promise<Result<CommandOutput<Name>>>;
};

/** `name` and `input` are whatever the client has sent. */
export type Dispatch = (client: Client, name: unknown, input: unknown) => Promise<Result<unknown>>;

/**
 * The one way of a command, whoever gives it: does it exist for this client; does its input fit; may it
 * be begun now; then its handler. Nothing is
 * thrown: an exception is a bug, and goes to `reportBug`.
 */
export function createDispatch<Names extends CommandName>(
  handlers: HandlersOf<Names>,
  reportBug: (error: unknown) => void,
): Dispatch {
  const isKnown = (name: unknown): name is Names =>
    typeof name === 'string' && Object.hasOwn(commands, name) && Object.hasOwn(handlers, name);
  return async (client, name, input) => {
    if (!isKnown(name)) return fail(unknownCommand(name));
    try {
      return await run(handlers, client, name, input);
    } catch (error) {
      reportBug(error);
      return fail({ code: 'unexpected', detail: error instanceof Error ? error.message : String(error) });
    }
  };
}

async function run<Name extends CommandName>(
  handlers: HandlersOf<Name>,
  client: Client,
  name: Name,
  input: unknown,
): Promise<Result<unknown>> {
  const decoded = decode(name, input);
  if (!decoded.ok) return decoded;
  const refused = whyNotBegun(name);
  return refused === null ? await handlers[name](decoded.value, client) : fail(refused);
}
