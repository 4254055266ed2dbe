import { upgradesData, type DataGeneration } from './data-generation';

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
  /** Which PocketBase wrote the data, as far as the data tells. */
  readonly generation: DataGeneration;
  /** Installed versions that change the tables when they open the data, although their number does not tell. */
  readonly upgrading: readonly string[];
  /** Programs that run with the rights of the user as soon as the instance starts. */
  readonly hasHooks: boolean;
  /** Names of those that are not there, e.g. `pb_public`; they are made when the folder is opened. */
  readonly missingFolders: readonly string[];
  /** It was in maintenance when it left the list, and comes back like that. */
  readonly inMaintenance: boolean;
  /** Sentences a person has to see before the folder is opened. */
  readonly warnings: readonly string[];
}

/** Is the folder opened with a change of version: backed up, and tried on a copy? Main looks at the executable too. */
export const opensByUpgrading = (version: string, { generation, upgrading }: FolderInspection): boolean =>
  upgrading.includes(version) || upgradesData(version, generation);
