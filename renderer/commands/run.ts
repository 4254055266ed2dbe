import type { CommandInput, CommandName, CommandOutput } from '../../shared/ipc';
import type { Result } from '../../shared/result';
import { showError } from '../popups/toast-manager';
import { bridge } from '../store/bridge';

/** For commands without a field of their own: a failure is told in a popup. */
export async function run<Name extends CommandName>(
  name: Name,
  input: CommandInput<Name>,
): Promise<Result<CommandOutput<Name>>> {
  const result = await bridge.call(name, input);
  if (!result.ok) showError(result.error);
  return result;
}
