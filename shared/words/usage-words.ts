/** `0.4 %`, `12 %`, of one processor core. */
export const processorInWords = (percent: number): string =>
  `${percent < 9.95 ? percent.toFixed(1) : String(Math.round(percent))} %`;
