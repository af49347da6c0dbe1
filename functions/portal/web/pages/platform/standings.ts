/** How every place of a division stands: whether there is a platform, whether it operates (T1), its report of a month. Pure. */
import type { paths } from '../../api/generated/schema.d.ts';

type Answer<P extends '/v1/platforms/rate' | '/v1/platforms' | '/v1/platforms/reports'> =
  paths[P]['get']['responses'][200]['content']['application/json'];
export type Listed = Answer<'/v1/platforms'>['items'][number];
export type Reported = Answer<'/v1/platforms/reports'>['items'][number];
export type Rate = Answer<'/v1/platforms/rate'>;

export interface Standing {
  township: string;
  name: string;
  state: 'operating' | 'not-operating' | 'unregistered';
  since: string | undefined;
  /** Criteria that are not met. */
  unmet: number;
  platform: Listed | undefined;
  report: Reported | undefined;
}

/** One for each place where there has to be a platform, registered or not. */
export function standingsOf(
  { platforms }: Pick<Rate, 'platforms'>,
  listed: readonly Listed[],
  reported: readonly Reported[],
): Standing[] {
  const platformBy = new Map(listed.map((one) => [one.township, one]));
  const reportBy = new Map(reported.map((one) => [one.township, one]));
  return platforms.map(({ township, name, registered, operating, since, unmet }) => ({
    township,
    name,
    state: !registered ? 'unregistered' : operating ? 'operating' : 'not-operating',
    since,
    unmet: unmet.length,
    platform: platformBy.get(township),
    report: reportBy.get(township),
  }));
}

/** A share of places as one reads it, e.g. `3/4（75%）`. */
export const shareText = ({ numerator, denominator }: { numerator: number; denominator: number }): string =>
  `${numerator}/${denominator}（${Math.floor((numerator * 1000) / denominator) / 10}%）`;
