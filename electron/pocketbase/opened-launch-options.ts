/** What a person has a `pocketbase` process served with, secrets opened. Lives only as long as it takes to start it. */
export interface OpenedLaunchOptions {
  readonly environment: Readonly<Record<string, string>>;
  /** Absolute; looked into for programs before those of the user. */
  readonly pathFolders: readonly string[];
  /** For every command that opens the data. */
  readonly keyArguments: readonly string[];
  /** Only for `serve`. */
  readonly serveArguments: readonly string[];
  /** What must not be seen in the output. */
  readonly secrets: readonly string[];
}

export const NO_OPENED_LAUNCH_OPTIONS: OpenedLaunchOptions = {
  environment: {},
  pathFolders: [],
  keyArguments: [],
  serveArguments: [],
  secrets: [],
};
