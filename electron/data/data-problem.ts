/** Why data cannot be copied, read or trusted: expected, and told to a person as it is. */
export class DataProblem extends Error {
  readonly path: string;
  /** The end of the sentence that begins with the path, e.g. `is not a SQLite database`. */
  readonly rule: string;

  constructor(path: string, rule: string) {
    super(`${path} ${rule}`);
    this.path = path;
    this.rule = rule;
  }
}

/** What SQLite finds wrong with a database. */
export class DataDamage extends Error {
  readonly file: string;
  /** In SQLite's own words. */
  readonly line: string;

  constructor(file: string, line: string) {
    super(`${file}: ${line}`);
    this.file = file;
    this.line = line;
  }
}
