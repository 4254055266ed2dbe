/** Editors and terminals that Basekeeper knows how to open with a folder. The window names one of them; only main knows commands. */

export const EDITORS = {
  vscode: 'Visual Studio Code',
  vscodium: 'VSCodium',
  cursor: 'Cursor',
  zed: 'Zed',
  sublime: 'Sublime Text',
  kate: 'Kate',
} as const;

export const TERMINALS = {
  system: 'Default terminal',
  gnome: 'GNOME Terminal',
  konsole: 'Konsole',
  xfce: 'Xfce Terminal',
  kitty: 'kitty',
  alacritty: 'Alacritty',
  wezterm: 'WezTerm',
  foot: 'foot',
  xterm: 'xterm',
} as const;

export type EditorId = keyof typeof EDITORS;
export type TerminalId = keyof typeof TERMINALS;

export const EDITOR_IDS = Object.keys(EDITORS) as readonly EditorId[];
export const TERMINAL_IDS = Object.keys(TERMINALS) as readonly TerminalId[];

/** Those that are installed, in the order above. */
export interface OutsidePrograms {
  readonly editors: readonly EditorId[];
  readonly terminals: readonly TerminalId[];
}
