import { monthOf } from '../../../shared/calendar/months.ts';
import { around, kindOf, lastDayOf, monthsOf } from '../../../shared/calendar/periods.ts';
import { divisionByCode, parentOf } from '../../../shared/divisions/index.ts';
import { newEvent } from '../../../shared/events/index.ts';
import { retried, type TransactWrite } from '../../../shared/store/index.ts';
import type { RatesDeps } from '../deps.ts';
import { contributionsOf, isDefinedFor, type Rate, sum } from '../model/activity-rate.ts';
import type { Causes } from '../model/cause.ts';
import { countsIn } from '../model/existence.ts';
import { type Computed, closedFrom, type Figure, isNews, isOther, nextFigure } from '../model/figure.ts';
import type { Definition } from '../policy/definition.ts';
import { FIRST_MONTH } from '../policy/index.ts';
import { type Dirty, markDirty, settle } from '../store/dirty.ts';
import { putFigure } from '../store/figures.ts';
import { expandSpan } from './calendar.ts';
import { judged } from './judged.ts';

/**
 * Computes one rate (T2) from what it comes from, and has what is made of it computed after it, in one transaction: broken
 * off it is as if never begun, and what is told meanwhile has it computed again. Two at once do no harm.
 * @returns whether the figure is another than before
 */
export async function compute(told: Dirty, deps: RatesDeps): Promise<boolean> {
  let first = true;
  return retried(async () => {
    const dirty = first ? told : await deps.store.dirtyOne(told.division, told.period);
    first = false;
    if (!dirty) return false;
    const { division, period, causes = {} } = dirty;
    if (!hasBegun(period, deps)) return settled(dirty, [], deps);
    const { definition } = deps.policyOn(lastDayOf(period));
    if (!isDefinedFor(definition, period))
      return settled(
        dirty,
        kindOf(period) === 'month' ? [dirtyAgain(division, yearOf(period), causes, deps)] : [],
        deps,
      );
    // Read before what it comes from: another worker that read something newer is not overwritten.
    const before = await deps.store.figure(division, period);
    const made = await madeOf(division, period, definition, deps);
    const after = following(before, { division, period, causes }, made, deps);
    if (!after) return settled(dirty, [], deps);
    const moved = isOther(before, after);
    // It may hold news of organisations that this month was not told of yet. Told now, it is computed once more, and says so.
    if (moved && after.restated) await expandSpan(division, deps);
    const news = isNews(before, after);
    const { writes, events } = toldOf(after, news, deps);
    await deps.store.save({
      writes: [
        ...writes,
        settle(dirty),
        ...follows(after, { news, causes: moved ? causes : {} }, definition, deps),
      ],
      events,
    });
    return news;
  });
}

/** Levels of divisions whose figures others hear of; a functional zone is none, its streets are told by themselves. */
const TOLD: ReadonlySet<string | undefined> = new Set(['township', 'county', 'city']);

/**
 * The figure that follows one, or the first, of what it comes to now.
 * @returns undefined when nothing is other than before
 */
export function following(
  before: Figure | undefined,
  { division, period, causes = {} }: Pick<Computed, 'division' | 'period' | 'causes'>,
  made: { own: Rate; total: Rate },
  deps: RatesDeps,
): Figure | undefined {
  const { version, data } = deps.policyOn(lastDayOf(period));
  const closed = deps.today() >= closedFrom(period, data.closesAfterDays);
  const at = { day: deps.today(), computedAt: deps.now().toISOString() };
  return nextFigure(before, { division, period, ...made, policy: version, closed, causes }, at);
}

/** What is saved of a figure, and what others hear of it when it is news. */
export const toldOf = (figure: Figure, news: boolean, deps: RatesDeps) => ({
  writes: putFigure(figure),
  events: news && TOLD.has(divisionByCode(figure.division)?.level) ? [published(figure, deps)] : [],
});

const yearOf = (period: string) => period.slice(0, 4);

/** Whether a period has figures: from the policy's first month to the current one. */
function hasBegun(period: string, deps: RatesDeps): boolean {
  const months = monthsOf(period);
  return months.at(-1)! >= FIRST_MONTH && months[0]! <= monthOf(deps.today());
}

async function settled(dirty: Dirty, others: readonly TransactWrite[], deps: RatesDeps): Promise<false> {
  await deps.store.save({ writes: [settle(dirty), ...others] });
  return false;
}

/**
 * What a figure comes to now. A month: the organisations of the division itself, and the figures of those below it. A quarter
 * or a year: its months; by a definition that looks at whole years, the year as if it were a month.
 */
async function madeOf(
  division: string,
  period: string,
  definition: Definition,
  deps: RatesDeps,
): Promise<{ own: Rate; total: Rate }> {
  if (kindOf(period) !== 'month' && definition.by !== 'activities-a-year') {
    const months = await deps.store.figures(monthsOf(period).map((month) => ({ division, period: month })));
    return { own: sum(months.map(({ own }) => own)), total: sum(months) };
  }
  const [residents, below] = await Promise.all([
    deps.store.residentsOf(division),
    deps.store.figuresBelow(division, period),
  ]);
  const months = monthsOf(period);
  const here = residents.filter(({ spells }) =>
    months.some((month) => countsIn(spells, month)?.division === division),
  );
  const through = monthOf(deps.today());
  const rates = (await judged(here, months, deps)).flatMap((one) =>
    contributionsOf(definition, period, one, through)
      .filter((part) => part.division === division)
      .map(({ rate }) => rate),
  );
  const own = sum(rates);
  return { own, total: sum([own, ...below]) };
}

/**
 * What has to be computed after a figure that is another than before: the one above it when it is news, and what is made of
 * its months also when they only are of others, as where an organisation moved up from a village to its township. Why it is
 * another goes on to them.
 */
function follows(
  { division, period }: Figure,
  { news, causes }: { news: boolean; causes: Causes },
  definition: Definition,
  deps: RatesDeps,
): TransactWrite[] {
  const parent = parentOf(division)?.code;
  const above = news && parent !== undefined ? [dirtyAgain(parent, period, causes, deps)] : [];
  if (definition.by === 'activities-a-year') return above;
  if (kindOf(period) !== 'month') return [];
  const { quarter, year } = around(period);
  return [...above, ...[quarter, year].map((wider) => dirtyAgain(division, wider, causes, deps))];
}

const dirtyAgain = (division: string, period: string, causes: Causes, { newId }: RatesDeps) =>
  markDirty({ division, period, stamp: newId(), causes });

function published(figure: Figure, deps: RatesDeps) {
  const { division, period, numerator, denominator, policy, edition, revision, day } = figure;
  const rateId = `${division}/${period}`;
  const data = {
    rateId,
    division,
    period,
    numerator,
    denominator,
    policy,
    edition,
    revision,
    publishedOn: day,
  };
  return newEvent('activity.rate.published', { subject: rateId, correlationId: '', data }, deps);
}
