/** The targets of substantive operation by year (T1). Pure. */

export interface Rate {
  /** Platforms that operate, and townships and streets, registered or not. */
  numerator: number;
  denominator: number;
}

/** How many more platforms have to operate for a target; 0 when it is reached. */
export const missingFor = (percent: number, { numerator, denominator }: Rate): number =>
  Math.max(0, Math.ceil((percent * denominator) / 100) - numerator);
