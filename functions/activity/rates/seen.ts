/**
 * Who may see which figures. Published are those of the city and its counties once their period is closed; all others are for
 * the authorities of their subtree.
 */
import type { MaybeCaller } from '../../../shared/auth/caller.ts';
import { CITY, covers, divisionByCode, type Level } from '../../../shared/divisions/index.ts';
import { AUTHORITIES } from '../../../shared/http/acting.ts';
import { forbidden, unauthenticated } from '../../../shared/http/problem.ts';
import type { Figure } from '../model/figure.ts';

const PUBLISHED: readonly Level[] = ['city', 'county'];

const isAuthorityOf = (caller: MaybeCaller, division: string): boolean =>
  caller !== undefined &&
  (AUTHORITIES as readonly string[]).includes(caller.role) &&
  covers(caller.division, division);

/**
 * Which of the figures of a division the caller may see.
 * @throws Problem 401 or 403 when none are for him, whatever their state
 */
export function sightOf(caller: MaybeCaller, division: string): (figure: Figure) => boolean {
  return sight(caller, division, PUBLISHED.includes(divisionByCode(division)!.level));
}

/** As `sightOf`, of the figures of all divisions of a level within one. */
export const sightWithin = (caller: MaybeCaller, division: string, level: Level) =>
  sight(caller, division, PUBLISHED.includes(level));

/** As `sightOf`, of the figures of all divisions directly below one: of counties, where it is the city. */
export const sightBelow = (caller: MaybeCaller, division: string) =>
  sight(caller, division, division === CITY.code);

function sight(caller: MaybeCaller, division: string, published: boolean): (figure: Figure) => boolean {
  if (isAuthorityOf(caller, division)) return () => true;
  if (published) return ({ edition }) => edition > 0;
  if (!caller) throw unauthenticated('乡镇（街道）和村居的数字不公开，请以主管机关的身份登录');
  throw forbidden(`行政区划 ${division} 的数字由其主管机关查看，不在您的管辖范围（${caller.division}）内`, {
    errors: [
      { pointer: '#/query/division', detail: `应为 ${caller.division} 辖区内，或市、县（市、区）的代码` },
    ],
  });
}
