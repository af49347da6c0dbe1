/**
 * A year's figures go by one definition: months judged by different ones do not add up to a year.
 * @throws Error for a version that brings another definition on a day that is no 1 January
 */
export function refuseMidYear(versions: readonly { effectiveFrom: string; definition: string }[]): void {
  versions.forEach(({ effectiveFrom, definition }, at) => {
    const before = versions[at - 1];
    if (before && before.definition !== definition && !effectiveFrom.endsWith('-01-01'))
      throw new Error(`${definition} has to take effect on a 1 January, not on ${effectiveFrom}`);
  });
}
