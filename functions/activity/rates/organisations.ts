import type * as z from 'zod';
import { monthOf } from '../../../shared/calendar/months.ts';
import { lastDayOf, monthsOf } from '../../../shared/calendar/periods.ts';
import { invalid } from '../../../shared/http/problem.ts';
import type { Deps } from '../deps.ts';
import {
  contributionsOf,
  isActive,
  isDefinedFor,
  type MonthCount,
  NO_COUNT,
  scoreOf,
  sum,
} from '../model/activity-rate.ts';
import { countsIn } from '../model/existence.ts';
import { percentOf } from '../model/figure.ts';
import type { Definition } from '../policy/definition.ts';
import type { Resident } from '../store/organisations.ts';
import { judged } from './judged.ts';
import type { OrganisationsAnswer, OrganisationsQuery } from './schema.ts';

type Row = z.output<typeof OrganisationsAnswer>['items'][number];
type Here = Resident & { counts: ReadonlyMap<string, MonthCount> };

/** How often a page is read on because those that it found are not asked for. */
const MOST_READS = 10;

/**
 * The organisations behind a figure (T2), by division: which months count for each, what it did in them, and whether it was
 * active; the rows of all pages add up to the figure. One that moved stands under each division that it counts in.
 * @throws Problem 400 for a period that the definition in force has no figure for
 */
export async function listOrganisations(
  { division, period, state, limit, cursor }: z.output<typeof OrganisationsQuery>,
  deps: Deps,
): Promise<z.output<typeof OrganisationsAnswer>> {
  const { definition } = deps.policyOn(lastDayOf(period));
  if (!isDefinedFor(definition, period))
    throw invalid([{ pointer: '#/query/period', detail: `该口径（${definition.title}）只有年度数字` }]);
  const scope = `behind ${division} ${period} ${state ?? ''}`;
  const rows: Row[] = [];
  let next = cursor;
  for (let read = 0; read < MOST_READS; read++) {
    const page = await deps.store.residentsWithin(division, {
      limit: limit - rows.length,
      scope,
      cursor: next,
    });
    const found = await judged(page.items, monthsOf(period), deps);
    rows.push(
      ...found
        .flatMap((one) => rowOf(one, period, definition, monthOf(deps.today())) ?? [])
        .filter(({ active }) => state === undefined || active === (state === 'active')),
    );
    next = page.next;
    if (next === undefined || rows.length >= limit) break;
  }
  return { items: rows, ...(next !== undefined && { next }) };
}

/** @returns undefined for one that does not count in this home of its */
export function rowOf(one: Here, period: string, definition: Definition, through: string): Row | undefined {
  const { id, name, home, spells, counts } = one;
  const own = contributionsOf(definition, period, { spells, counts }, through).filter(
    ({ division }) => division === home,
  );
  if (own.length === 0) return undefined;
  const { numerator, denominator } = sum(own.map(({ rate }) => rate));
  const rate = { numerator, denominator };
  return {
    organisation: id,
    name,
    division: home,
    ...rate,
    percent: percentOf(rate),
    active: numerator > 0,
    months: monthsOf(period).flatMap((month) => {
      const stood = month <= through ? countsIn(spells, month) : undefined;
      if (!stood || (definition.by !== 'activities-a-year' && stood.division !== home)) return [];
      const count = counts.get(month) ?? NO_COUNT;
      return [
        {
          month,
          class: stood.class,
          ...count,
          ...judgement(definition, { class: stood.class, count }),
          links: {
            records: `/v1/organisations/${encodeURIComponent(id)}/activities?period=${month}&state=confirmed`,
          },
        },
      ];
    }),
  };
}

function judgement(definition: Definition, month: Parameters<typeof isActive>[1]) {
  if (definition.by === 'activities-a-year') return {};
  const active = isActive(definition, month);
  if (definition.by === 'activities-a-month') return { active };
  const { thousandths, parts } = scoreOf(definition, month);
  const { frequency, participation, minutes, rating } = parts;
  return {
    active,
    score: thousandths / 1000,
    parts: {
      frequency: frequency / 1000,
      participation: participation / 1000,
      minutes: minutes / 1000,
      rating: rating / 1000,
    },
  };
}
