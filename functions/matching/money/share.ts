import { CITY, childrenOf, divisionByCode, fullNameOf } from '../../../shared/divisions/index.ts';
import type { Deps } from '../deps.ts';
import { sumsOf } from '../model/ledger.ts';
import { type Share, shareOf } from '../model/purchase.ts';
import type { Row } from '../store/money.ts';
import { bookOf } from './book.ts';

/**
 * Of a year's new public-service spending by government purchase, the share bought from social organisations to run platforms
 * and support community organisations (O2): by county with numerator and denominator, which add up to the whole.
 * @param division the city or a county
 * @param year YYYY; this one when left out
 */
export async function readShare(
  { division, year = '' }: { division: string; year?: string | undefined },
  deps: Deps,
) {
  const asked = year || deps.today().slice(0, 4);
  const { version, data } = deps.policy();
  const { percent, clause } = data.purchase;
  const rows = (await bookOf(division, asked, deps)).filter(
    ({ source, form }) => source === 'government-purchase' && form === 'money',
  );
  const counties = division === CITY.code ? childrenOf(CITY.code).map(({ code }) => code) : [division];
  const of = (some: readonly Row[]) => shown(shareOf(sumsOf(some)), percent);
  return {
    division,
    name: fullNameOf(division),
    year: asked,
    target: { percent, clause, policy: version },
    ...of(rows.filter(({ place }) => place !== CITY.code)),
    counties: counties.map((county) => ({
      division: county,
      name: divisionByCode(county)!.name,
      ...of(rows.filter(({ place }) => place.startsWith(county))),
    })),
  };
}

/** Without new spending there is no share, and nothing that was reached or not. */
function shown({ numerator, denominator, platform, support, matches }: Share, target: number) {
  const [part, whole] = [BigInt(numerator), BigInt(denominator)];
  return {
    numeratorFen: numerator,
    denominatorFen: denominator,
    // Cut off, not rounded: what is short of the target does not look as if it were there.
    percent: denominator === 0 ? null : Number((part * 10_000n) / whole) / 100,
    reached: denominator === 0 ? null : part * 100n >= whole * BigInt(target),
    platformFen: platform,
    supportFen: support,
    matchesFen: matches,
  };
}
