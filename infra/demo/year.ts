/** A year of the whole city as the services live it, month by month, under a clock that is set. */
import { atOnce } from '../../shared/at-once.ts';
import { monthsAfter } from '../../shared/calendar/months.ts';
import { CITY } from '../../shared/divisions/index.ts';
import { activitiesOf, activityWorkbook } from '../activity-workbook.ts';
import { AT_ONCE, type Demonstration } from '../demonstration.ts';
import { imported } from './imported.ts';
import type { Organisation } from './ledger.ts';
import { reported } from './platforms.ts';
import { ratesOf } from './rates.ts';
import { matched, published, served } from './served.ts';

const ACTIONS: Readonly<Record<string, string>> = {
  relief: '救助',
  consultation: '协商',
  safety: '平安',
  culture: '文化',
};

interface Cast {
  organisations: readonly Organisation[];
  /** Organisations that take needs on this month. */
  serving: readonly Organisation[];
  /** Townships whose platforms report and host activities this month. */
  hosting: readonly string[];
  /** Chance that an organisation does something. */
  chance: number;
  seed: number;
  /** What is done on its last day. */
  lastDay?: () => Promise<void>;
}

/**
 * Needs are published, matched and served within the month; its activities come in early in the next, platforms report; on the twelfth day
 * the schedule closes it.
 * @returns what happened, in numbers
 */
export async function month(
  name: string,
  { organisations, serving, hosting, chance, seed, lastDay }: Cast,
  stage: Demonstration,
) {
  const { as, clock } = stage;
  const next = monthsAfter(name, 1);
  clock(`${name}-04T09:00:00+08:00`);
  const needs: Awaited<ReturnType<typeof published>>[] = [];
  await atOnce(serving, AT_ONCE, async (one) => {
    needs.push(await published(one, `${name}-04`, as));
  });
  clock(`${name}-10T09:00:00+08:00`);
  const matches: Awaited<ReturnType<typeof matched>>[] = [];
  await atOnce(needs, AT_ONCE, async (need) => {
    matches.push(await matched(need, as));
  });
  clock(`${name}-24T09:00:00+08:00`);
  await atOnce(matches, AT_ONCE, (match) => served(match, `${name}-24`, as));

  await lastDay?.();
  clock(`${next}-03T09:00:00+08:00`);
  const active = organisations.map(({ name: called, actions }) => ({
    name: called,
    action: ACTIONS[actions[0]!]!,
    chance,
  }));
  const file = await activityWorkbook(activitiesOf(name, active, hosting, seed));
  const paths = ['/v1/activities/imports', '/v1/activities/imports'] as const;
  const { landed } = await imported(as('city', CITY.code, 'bureau'), paths, file, {
    fileName: `${name}.xlsx`,
  });
  await atOnce(hosting, AT_ONCE, (place) => reported(as, place, name));
  const changed = await ratesOf(`${next}-12`, stage);
  return { needs: matches.length, activities: Number(landed), changed };
}
