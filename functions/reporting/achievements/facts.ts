import type * as z from 'zod';
import { kindOf, lastDayOf, monthsOf } from '../../../shared/calendar/periods.ts';
import { CITY } from '../../../shared/divisions/index.ts';
import { invalid } from '../../../shared/http/problem.ts';
import type { Deps } from '../deps.ts';
import { countyOf, type Fact } from '../model/fact.ts';
import { natureOf } from '../model/figures.ts';
import { countedOn } from '../model/spells.ts';
import { amount, bears } from '../model/tally.ts';
import type { Measure } from '../policy/schema.ts';
import type { FactsAnswer, FactsQuery } from './schema.ts';
import { indicatorFor } from './standing.ts';

type Row = z.output<typeof FactsAnswer>['items'][number];

/** How often a page is read on because what was found does not count. */
const MOST_READS = 10;

/**
 * The facts behind a figure, each with the event that told it: what they count adds up to the figure's numerator or denominator,
 * over all pages.
 * @throws Problem 400 for a quarter or year of what happens on days, or for the city of what its counties have: these are asked
 * for month by month, county by county; 404 for an indicator that is not told
 */
export async function listFacts(
  id: string,
  { division, period, of, limit, cursor }: z.output<typeof FactsQuery>,
  deps: Deps,
): Promise<z.output<typeof FactsAnswer>> {
  const indicator = indicatorFor(id, division, period, deps);
  const measure = indicator[of];
  if (measure?.of !== 'facts') throw none(measure ? '分母是行政区划的个数，没有事实' : '这个指标没有分母');
  const nature = natureOf(measure);
  if (nature === 'added' && kindOf(period) !== 'month')
    throw invalid([{ pointer: '#/query/period', detail: `请逐月查询：${monthsOf(period).join('、')}` }]);
  if (division === CITY.code && nature !== 'published')
    throw invalid([{ pointer: '#/query/division', detail: '请逐个县（市、区）查询' }]);
  const asked = {
    county: countyOf(division),
    kind: measure.kind,
    division,
    ...(nature !== 'last' && { period }),
  };
  const scope = `facts ${id} ${of} ${division} ${period}`;
  const until = [lastDayOf(period), deps.today()].toSorted()[0]!;
  const rows: Row[] = [];
  let next = cursor;
  for (let read = 0; read < MOST_READS; read++) {
    const page = await deps.store.factsOf(asked, { limit: limit - rows.length, scope, cursor: next });
    rows.push(
      ...page.items.flatMap((fact) =>
        rowOf(fact, { measure, until, published: nature === 'published', division }),
      ),
    );
    next = page.next;
    if (next === undefined || rows.length >= limit) break;
  }
  return { items: rows, ...(next !== undefined && { next }) };
}

const none = (detail: string) => invalid([{ pointer: '#/query/of', detail }]);

function rowOf(
  { kind, subject, division, on, counted, spells, recorded, event }: Fact,
  asked: {
    measure: Extract<Measure, { of: 'facts' }>;
    until: string;
    published: boolean;
    division: string;
  },
): Row[] {
  const { measure, until, published } = asked;
  const counts = spells ? countedOn(spells, division, until) : counted;
  if (!counts || !bears(counts, measure.where)) return [];
  if (published && division !== asked.division) return [];
  const words = Object.fromEntries(Object.entries(counts.words).map(([name, all]) => [name, [...all]]));
  return [
    {
      kind,
      subject,
      division,
      ...(on !== undefined && { on }),
      count: amount(counts, measure.sum),
      words,
      values: { ...counts.values },
      recorded,
      event,
    },
  ];
}
