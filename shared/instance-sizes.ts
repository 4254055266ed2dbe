/** What an instance takes on the disk, in bytes. */
export interface InstanceSizes {
  /** Records, and PocketBase's own log. */
  readonly databases: number;
  /** Uploaded files. */
  readonly files: number;
  /** The output that Basekeeper keeps of it. */
  readonly logs: number;
  readonly backups: number;
}
