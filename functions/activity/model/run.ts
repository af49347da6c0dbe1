/** A run: one working-off of all figures that have to be computed, county by county, then the city's. Pure. */
import { CITY, divisionsWithin } from '../../../shared/divisions/index.ts';

/** A figure that is not what it is made of. */
export interface Mismatch {
  division: string;
  period: string;
  what: 'numerator' | 'denominator' | 'organisations';
  /** What the figure says, and what the parts come to. */
  says: number;
  comesTo: number;
}

/** What the completeness check found: figures held against their parts, and those that differ. */
export interface Check {
  figures: number;
  mismatches: number;
  /** The first of them. */
  examples: readonly Mismatch[];
}

export interface Run {
  id: string;
  /** The day in Asia/Shanghai that it is of. */
  day: string;
  state: 'running' | 'done';
  /** By division that is still to be done, the step that is due; an event of another step does nothing. */
  pending: Readonly<Record<string, number>>;
  /** Figures that came out other than before. */
  changed: number;
  check: Check;
  startedAt: string;
  touchedAt: string;
  finishedAt?: string;
  version: number;
}

const MOST_EXAMPLES = 20;

/** The counties, each worked off by itself; a functional zone with the county that it lies in. */
export const COUNTIES: readonly string[] = divisionsWithin(CITY.code, 'county').map(({ code }) => code);

export const NO_CHECK: Check = { figures: 0, mismatches: 0, examples: [] };

export const newRun = (id: string, day: string, at: string): Run => ({
  id,
  day,
  state: 'running',
  pending: Object.fromEntries(COUNTIES.map((county) => [county, 0])),
  changed: 0,
  check: NO_CHECK,
  startedAt: at,
  touchedAt: at,
  version: 1,
});

/** A run in which a division comes to its next step; what it did so far is counted. */
export const handedOver = (run: Run, division: string, changed: number, at: string): Run => ({
  ...run,
  pending: { ...run.pending, [division]: run.pending[division]! + 1 },
  changed: run.changed + changed,
  touchedAt: at,
  version: run.version + 1,
});

/** A run in which a division is done: after the last county the city follows, after the city nothing. */
export function finished(
  run: Run,
  division: string,
  { changed, check }: Pick<Run, 'changed' | 'check'>,
  at: string,
): Run {
  const { [division]: _, ...others } = run.pending;
  const last = Object.keys(others).length === 0;
  const over = last && division === CITY.code;
  return {
    ...run,
    pending: last && !over ? { [CITY.code]: 0 } : others,
    changed: run.changed + changed,
    check: together(run.check, check),
    touchedAt: at,
    ...(over && { state: 'done', finishedAt: at }),
    version: run.version + 1,
  };
}

/** A run that stopped half way, every division of it at its next step. */
export const resumed = (run: Run, at: string): Run => ({
  ...run,
  pending: Object.fromEntries(Object.entries(run.pending).map(([division, step]) => [division, step + 1])),
  touchedAt: at,
  version: run.version + 1,
});

const together = (one: Check, other: Check): Check => ({
  figures: one.figures + other.figures,
  mismatches: one.mismatches + other.mismatches,
  examples: [...one.examples, ...other.examples].slice(0, MOST_EXAMPLES),
});
