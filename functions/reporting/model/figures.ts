/** What indicators come to: whole numbers, divided only where they are shown. Pure. */

/** Numerator and denominator; a figure that is no quotient has none. */
export interface Figure {
  numerator: number;
  denominator?: number;
  /** The same by word of each dimension that the indicator is broken down by. */
  by?: Readonly<Record<string, Readonly<Record<string, Omit<Figure, 'by'>>>>>;
}

/** Figures of a division for a period, by indicator; one that is not there has nothing to be said of. */
export type Figures = Readonly<Record<string, Figure>>;
