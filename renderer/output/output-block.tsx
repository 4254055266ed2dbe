import { memo } from 'react';
import type { KeptLine, RunFacts } from '../../shared/output';
import { OutputRow } from './output-row';
import { EndMark, RunMark } from './run-mark';

interface BlockProps {
  readonly lines: readonly KeptLine[];
  readonly runs: readonly RunFacts[];
  readonly wanted: string;
  readonly currentRow: number | null;
  /** Its last line is the last one of all. */
  readonly isLast: boolean;
}

/** A few lines in a row, with a mark where a run begins or has ended. */
export const Block = memo(function Block({ lines, runs, wanted, currentRow, isLast }: BlockProps) {
  const factsOf = (run: number): RunFacts | undefined => runs.find((facts) => facts.run === run);
  const last = lines.at(-1);
  return (
    <>
      {lines.map((line) => (
        <div key={line.row}>
          {line.startsRun && (
            <>
              <EndMark facts={runs[runs.findIndex(({ run }) => run === line.run) - 1]} />
              <RunMark run={line.run} facts={factsOf(line.run)} />
            </>
          )}
          <OutputRow line={line} wanted={wanted} current={line.row === currentRow} />
        </div>
      ))}
      {isLast && last !== undefined && <EndMark facts={factsOf(last.run)} />}
    </>
  );
});
