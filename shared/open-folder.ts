/** What is found in a folder that is to be opened as an instance, where it is. */
export interface FolderInspection {
  /** The instance's folder, with links resolved. */
  readonly folder: string;
  /** Its `pb_data`, with links resolved. */
  readonly dataFolder: string;
  /** Fits the rules, and no other instance has it. */
  readonly name: string;
  readonly port: number;
  readonly version: string;
  /** How the version was found. */
  readonly versionNote: string;
  /** Programs that run with the rights of the user as soon as the instance starts. */
  readonly hasHooks: boolean;
  /** Names of those that are not there, e.g. `pb_public`; they are made when the folder is opened. */
  readonly missingFolders: readonly string[];
  /** It was in maintenance when it left the list, and comes back like that. */
  readonly inMaintenance: boolean;
  /** Sentences a person has to see before the folder is opened. */
  readonly warnings: readonly string[];
}
