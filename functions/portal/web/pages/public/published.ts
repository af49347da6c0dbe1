/** What is published: which periods there are. */
import { problemOf } from '../../api/problem.ts';

interface Published {
  reports: readonly { division: string; period: string; kind: string; signedAt: string }[];
}

const CITY = '3303';

/** The last period that the city has signed, and all years that anybody has. */
export function latestOf({ reports }: Published): { period: string | undefined; years: readonly string[] } {
  const ofCity = reports.filter(({ division }) => division === CITY);
  const last = [...ofCity].sort((a, b) => (endOf(a.period) < endOf(b.period) ? -1 : 1)).at(-1);
  return {
    period: last?.period,
    years: [...new Set(reports.map(({ period }) => period.slice(0, 4)))].sort().reverse(),
  };
}

/** What was asked for; null for a period that is not published. */
export const unlessUnpublished = <T>(asked: Promise<T>): Promise<T | null> =>
  asked.catch((error: unknown) => {
    if (problemOf(error)?.status === 404) return null;
    throw error;
  });

/** `2022`, `2022-Q4` and `2022-12` end alike; the longer counts as the later. */
function endOf(period: string): string {
  const quarter = /^(\d{4})-Q(\d)$/.exec(period);
  if (quarter) return `${quarter[1]}-${String(Number(quarter[2]) * 3).padStart(2, '0')}b`;
  return period.length === 4 ? `${period}-12c` : `${period}a`;
}
