import { cpSync, rmSync } from 'node:fs';

/** A folder as it was, to be brought back in the same place: paths are part of it. Nothing may write while it is made. */
export class Snapshot {
  readonly #folder: string;
  readonly #copy: string;

  constructor(folder: string, name: string) {
    this.#folder = folder;
    this.#copy = `${folder}-${name}`;
    rmSync(this.#copy, { recursive: true, force: true });
    cpSync(folder, this.#copy, { recursive: true, preserveTimestamps: true });
  }

  bringBack(): void {
    rmSync(this.#folder, { recursive: true, force: true });
    cpSync(this.#copy, this.#folder, { recursive: true, preserveTimestamps: true });
  }

  remove(): void {
    rmSync(this.#copy, { recursive: true, force: true });
  }
}
