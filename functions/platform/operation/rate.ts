/** The rate of substantive operation (T1) of a county, the city or a zone, as it stood on a day, and the targets by year. */
import { fullNameOf } from '../../../shared/divisions/index.ts';
import { notFound, unprocessable } from '../../../shared/http/problem.ts';
import { NoPolicyInForce } from '../../../shared/policy/index.ts';
import type { Deps } from '../deps.ts';
import { standingOn } from '../model/operation.ts';
import { placesWithin } from '../model/places.ts';
import { missingFor } from '../model/target.ts';
import type { PlatformPolicy } from '../policy/index.ts';

/**
 * @param on YYYY-MM-DD
 * @throws Problem 404 where there are to be no platforms, 422 for a day to come, or before the policy
 */
export async function rateOn(division: string, on: string, deps: Deps) {
  const policy = policyAt(on, '#/query/on', deps);
  const places = placesWithin(division, policy.data);
  if (places.length === 0) throw notFound('这个区划内没有应建平台的乡镇（街道）');
  const found = await deps.store.operations(places.map(({ code }) => code));
  const byPlace = new Map(found.map((one) => [one.township, standingOn(one, on)]));
  const platforms = places.map(({ code, name }) => {
    const standing = byPlace.get(code);
    return {
      township: code,
      name,
      registered: standing !== undefined,
      operating: standing?.operating ?? false,
      ...(standing && { since: standing.since }),
      unmet: standing?.unmet ?? [],
    };
  });
  return {
    division,
    name: fullNameOf(division),
    on,
    numerator: platforms.filter(({ operating }) => operating).length,
    denominator: platforms.length,
    policy: policy.version,
    platforms,
  };
}

/**
 * Whether the target of a year is reached at its end, or so far.
 * @param year four digits
 * @throws Problem 422 for a year that has not begun or has no target; else as `rateOn`
 */
export async function targetOf(division: string, year: string, deps: Deps) {
  const today = deps.today();
  const end = `${year}-12-31`;
  const ended = end < today;
  const on = ended ? end : today;
  if (`${year}-01-01` > today) throw refused('#/query/year', `${year} 年尚未开始`);
  const target = policyAt(on, '#/query/year', deps).data.targets.find((one) => one.year === year);
  if (!target) throw refused('#/query/year', `方案没有规定 ${year} 年的目标`);
  const { platforms: _, ...rate } = await rateOn(division, on, deps);
  const missing = missingFor(target.percent, rate);
  return {
    ...rate,
    year,
    percent: target.percent,
    clause: target.clause,
    ended,
    reached: missing === 0,
    missing,
  };
}

function policyAt(on: string, pointer: string, { today, policyOn }: Deps): PlatformPolicy {
  if (on > today()) throw refused(pointer, `应不晚于今天（${today()}）`);
  try {
    return policyOn(on);
  } catch (error) {
    if (error instanceof NoPolicyInForce)
      throw refused(pointer, `口径自 ${error.first} 起施行，请按其后的日期查询`);
    throw error;
  }
}

const refused = (pointer: string, detail: string) => unprocessable(detail, { errors: [{ pointer, detail }] });
