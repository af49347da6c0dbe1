/**
 * Who may see which figures. Published are those of the city and its counties once reports of the period are drafted; all others
 * are for the authorities of their subtree.
 */
import type { MaybeCaller } from '../../../shared/auth/caller.ts';
import { addDays } from '../../../shared/calendar/index.ts';
import { lastDayOf } from '../../../shared/calendar/periods.ts';
import { covers, divisionByCode } from '../../../shared/divisions/index.ts';
import { AUTHORITIES } from '../../../shared/http/acting.ts';
import { forbidden, unauthenticated } from '../../../shared/http/problem.ts';
import type { Deps } from '../deps.ts';

/** @throws Problem 401 or 403 when figures of a division are not for the caller, whatever the period */
export function sightOf(caller: MaybeCaller, division: string, deps: Deps): (period: string) => boolean {
  const { level } = divisionByCode(division)!;
  if (!isAuthority(caller, division) && (level === 'city' || level === 'county'))
    return (period) => isPublished(period, deps);
  return sightBelow(caller, division);
}

/**
 * Of what lies below a county: for who is over all of it, not over a part of it alone.
 * @throws Problem 401 or 403
 */
export function sightBelow(caller: MaybeCaller, division: string): (period: string) => boolean {
  if (isAuthority(caller, division)) return () => true;
  if (!caller) throw unauthenticated('乡镇（街道）和村居的数字不公开，请以主管机关的身份登录');
  throw forbidden(`行政区划 ${division} 的数字由其主管机关查看，不在您的管辖范围（${caller.division}）内`, {
    errors: [
      { pointer: '#/query/division', detail: `应为 ${caller.division} 辖区内，或市、县（市、区）的代码` },
    ],
  });
}

const isAuthority = (caller: MaybeCaller, division: string): boolean =>
  caller !== undefined &&
  (AUTHORITIES as readonly string[]).includes(caller.role) &&
  covers(caller.division, division);

const isPublished = (period: string, { today, policyOn }: Deps): boolean =>
  today() >= addDays(lastDayOf(period), policyOn(today()).data.reports.draftAfterDays);
