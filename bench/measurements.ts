import { summarise, type Summary } from './statistics';
import type { ContenderName } from './contenders/contender';

export type Unit = 'ms' | 'MiB' | '%';

/** All values of one figure and one contender. */
export interface Measured extends Summary {
  readonly figure: string;
  readonly contender: ContenderName;
}

/** Collects values as they are measured. */
export class Measurements {
  readonly #values = new Map<string, Map<ContenderName, number[]>>();

  add(figure: string, contender: ContenderName, value: number): void {
    const ofFigure = this.#values.get(figure) ?? new Map<ContenderName, number[]>();
    this.#values.set(figure, ofFigure);
    const values = ofFigure.get(contender) ?? [];
    ofFigure.set(contender, values);
    values.push(value);
  }

  all(): readonly Measured[] {
    return [...this.#values].flatMap(([figure, contenders]) =>
      [...contenders].map(([contender, values]) => ({ figure, contender, ...summarise(values) })),
    );
  }
}
