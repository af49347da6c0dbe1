/** What a report says: figures and how they are judged, in whole numbers; its hash is that of its canonical JSON. */
import type { Figure, Figures } from './figures.ts';

/** How a figure stands to the target of its year. */
export interface Judged {
  /** In words, e.g. 不低于 60%. */
  target: string;
  clause: string;
  /** Undefined while there is nothing to be judged by. */
  reached?: boolean;
  /** In words: what is missing, e.g. 还差 3 个平台. */
  gap?: string;
}

/** One indicator of the report's division. */
export interface Line extends Figure {
  indicator: string;
  /** The same of the period before. */
  before?: Omit<Figure, 'by'>;
  judged?: Judged;
}

/** A division below the report's: townships of a county, counties of the city. */
export interface Part {
  division: string;
  name: string;
  figures: Figures;
}

/** Which figures of a report are others than in the version before, and from what to what. */
export interface Changed {
  indicator: string;
  division: string;
  before?: Omit<Figure, 'by'>;
  after?: Omit<Figure, 'by'>;
}

export interface Content {
  form: 'peiyou.report.v1';
  division: string;
  name: string;
  level: 'county' | 'city';
  period: string;
  /** From 1; a restatement is the next. */
  version: number;
  /** Version of the indicators' definitions. */
  policy: string;
  /** Versions of the definitions by which other services judged what is in it, e.g. activity (T2). */
  definitions: readonly string[];
  /** ISO 8601 instant: what was recorded by then is in it, and nothing else. */
  asOf: string;
  /** How many facts are in it, and a digest of them all: the same facts give the same report. */
  facts: { count: number; digest: string };
  lines: readonly Line[];
  parts: readonly Part[];
  /** Of a restatement: what it says otherwise. */
  changes?: readonly Changed[];
}
