/** What the system itself has recorded. */
export interface StartAtLogin {
  readonly on: boolean;
  /** True: what is recorded starts another copy of Basekeeper, e.g. one that was moved. */
  readonly startsAnother: boolean;
}
