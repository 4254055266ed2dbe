/** The result for people: tables between two marks of docs/performance.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { inProject } from '../build/project';
import { DATA_FIGURES, FIGURES, type Figure } from './figures/list';
import type { Measured, Unit } from './measurements';
import type { PartResult } from './result';
import type { ContenderName } from './contenders/contender';

const BEGIN = '<!-- measured: begin -->';
const END = '<!-- measured: end -->';

export async function writeDocument(results: readonly PartResult[]): Promise<void> {
  const path = inProject('docs', 'performance.md');
  const text = readFileSync(path, 'utf8');
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`${path} has lost its marks`);
  const written = `${before}${BEGIN}\n\n${tables(results)}\n\n${END}${after}`;
  writeFileSync(path, await format(written, { ...(await resolveConfig(path)), filepath: path }));
}

export function tables(results: readonly PartResult[]): string {
  const [{ machine } = { machine: null }] = results;
  if (machine === null) return 'Nothing was measured.';
  const measured = results.flatMap((result) => result.measured);
  const rows = FIGURES.filter(({ id }) => measured.some(({ figure }) => figure === id)).map((figure) =>
    row(figure, measured),
  );
  return [
    `${String(machine.processors)} cores (${machine.processor}), ${String(machine.memoryGiB)} GiB, Linux ${machine.system}, ` +
      `Node ${machine.node}, Electron ${machine.electron}, PocketBase ${machine.pocketbase}.`,
    '',
    ...results.map(whenInWords),
    '',
    '| Figure | Goal | Basekeeper | Bare spawn | Ratio to bare | pm2 | supervisord | How |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    ...dataTable(measured),
  ].join('\n');
}

function dataTable(measured: readonly Measured[]): readonly string[] {
  const rows = DATA_FIGURES.filter(({ id }) => measured.some(({ figure }) => figure === id));
  if (rows.length === 0) return [];
  return [
    '',
    '| Figure | Goal | Basekeeper | Tools | PocketBase itself | How |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map((figure) => dataRow(figure, measured)),
  ];
}

function dataRow(figure: Figure, measured: readonly Measured[]): string {
  const of = (contender: ContenderName): Measured | undefined =>
    measured.find((one) => one.figure === figure.id && one.contender === contender);
  const own = of('basekeeper');
  const other = (contender: ContenderName): string => {
    const value = of(contender);
    if (value === undefined) return '–';
    return `${inWords(value, figure.unit)}${own === undefined ? '' : ` (ours ${times(own, value)})`}`;
  };
  return `| ${[
    figure.name,
    goalInWords(figure, own),
    own === undefined ? '–' : `${inWords(own, figure.unit)}, n=${String(own.n)}`,
    other('tools'),
    other('pocketbase'),
    figure.how,
  ].join(' | ')} |`;
}

const goalInWords = ({ goal, isMet }: Figure, own: Measured | undefined): string =>
  `${goal ?? '–'}${own === undefined || isMet === undefined ? '' : isMet(own) ? ': met' : ': **missed**'}`;

/** On a machine that others use too, the load says how far a figure can be trusted. */
const whenInWords = ({ part, date, commit, load, isComplete }: PartResult): string =>
  `- ${part}${isComplete ? '' : ' (**incomplete**)'}: ${date.slice(0, 16).replace('T', ' ')} UTC at ${commit}; load ` +
  `${load.before.toFixed(1)} before, ${load.after.toFixed(1)} after`;

function row(figure: Figure, measured: readonly Measured[]): string {
  const of = (contender: ContenderName): Measured | undefined =>
    measured.find((one) => one.figure === figure.id && one.contender === contender);
  const own = of('basekeeper');
  const bare = measured.find((one) => one.figure === (figure.bare ?? figure.id) && one.contender === 'bare');
  const peer = (contender: ContenderName): string => {
    const value = of(contender);
    return value === undefined ? '–' : `${inWords(value, figure.unit)}${ratio(value, bare)}`;
  };
  return `| ${[
    figure.name,
    goalInWords(figure, own),
    own === undefined ? '–' : `${inWords(own, figure.unit)}, n=${String(own.n)}`,
    bare === undefined ? '–' : inWords(bare, figure.unit),
    own === undefined || bare === undefined ? '–' : times(own, bare),
    peer('pm2'),
    peer('supervisord'),
    figure.how,
  ].join(' | ')} |`;
}

const ratio = (value: Measured, bare: Measured | undefined): string =>
  bare === undefined ? '' : ` (${times(value, bare)})`;

const times = (value: Measured, bare: Measured): string => `${(value.median / bare.median).toFixed(1)}×`;

/** Median and 99th percentile, or one value. */
const inWords = ({ median, p99, n }: Measured, unit: Unit): string =>
  n === 1 ? `${rounded(median)} ${unit}` : `${rounded(median)} / ${rounded(p99)} ${unit}`;

const rounded = (value: number): string => (value < 10 ? value.toFixed(1) : String(Math.round(value)));
