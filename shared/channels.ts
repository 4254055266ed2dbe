/** The two wires between the window and main; apart from the contract so that the preload script stays tiny. */
export const COMMAND_CHANNEL = 'basekeeper:command';
export const PUSH_CHANNEL = 'basekeeper:push';
