/** All that the service has, held against itself: counts against the activities, figures against counts. Pure. */

import { kindOf, lastDayOf, monthsOf } from '../../../shared/calendar/periods.ts';
import type { Definition } from '../policy/definition.ts';
import { contributionOf } from './activity.ts';
import { contributionsOf, isDefinedFor, type MonthCount, NOTHING, type Rate, sum } from './activity-rate.ts';
import type { Spell } from './existence.ts';
import { type Figure, same } from './figure.ts';

type Activity = Parameters<typeof contributionOf>[0];
export type Numbers = Record<string, number>;

/** What activities add to the counts of an organisation in a month, and what the counts say; either may be missing. */
interface Month {
  organisation: string;
  month: string;
  comesTo: Numbers;
  says?: Numbers;
}

/** Counts that are not what the activities add up to. */
export type WrongCounts = Month;
type Place = Pick<Figure, 'division' | 'period'>;
/** A figure that is not what its organisations come to, or is missing. */
export interface WrongFigure extends Place {
  isMissing: boolean;
  comesTo: { own: Rate; total: Rate };
}

export class Snapshot {
  readonly #months = new Map<string, Month>();
  readonly #organisations = new Map<string, readonly Spell[]>();
  readonly #figures = new Map<string, Pick<Figure, 'own'> & Rate & Place>();
  readonly #from: string;
  activities = 0;

  /** @param from the first month that is looked at */
  constructor(from: string) {
    this.#from = from;
  }

  addActivity(activity: Activity): void {
    this.activities += 1;
    const added = contributionOf(activity);
    if (!added || added.month < this.#from) return;
    const { comesTo } = this.#month(added.organisation, added.month);
    for (const [name, value] of Object.entries(added.counts)) comesTo[name] = (comesTo[name] ?? 0) + value;
  }

  addCounts(organisation: string, month: string, says: Numbers): void {
    if (month >= this.#from) this.#month(organisation, month).says = says;
  }

  addOrganisation(id: string, spells: readonly Spell[]): void {
    this.#organisations.set(id, spells);
  }

  addFigure({ division, period, numerator, denominator, own }: Figure): void {
    this.#figures.set(placeOf(division, period), { division, period, numerator, denominator, own });
  }

  get organisations(): number {
    return this.#organisations.size;
  }

  spellsOf(organisation: string): readonly Spell[] {
    return this.#organisations.get(organisation) ?? [];
  }

  wrongCounts(): WrongCounts[] {
    return [...this.#months.values()].filter(
      ({ comesTo, says = {} }) =>
        ![...new Set([...Object.keys(comesTo), ...Object.keys(says)])].every(
          (name) => (comesTo[name] ?? 0) === (says[name] ?? 0),
        ),
    );
  }

  /**
   * The figures of periods that are other than what the activities come to.
   * @param through the last month that has begun
   * @param parentOf the division above one, undefined for the city
   */
  wrongFigures(
    periods: readonly string[],
    through: string,
    definitionOn: (day: string) => Definition,
    parentOf: (division: string) => string | undefined,
  ): WrongFigure[] {
    const byOrganisation = this.#countsByOrganisation();
    const right = new Map<string, { own: Rate; total: Rate } & Place>();
    const add = (division: string, period: string, own: Rate, total: Rate) => {
      const place = placeOf(division, period);
      const before = right.get(place);
      right.set(place, {
        division,
        period,
        own: sum([before?.own ?? NOTHING, own]),
        total: sum([before?.total ?? NOTHING, total]),
      });
    };
    const wider = periods.filter((period) => kindOf(period) !== 'month');
    for (const period of periods) {
      const definition = definitionOn(lastDayOf(period));
      // Of a definition by months, quarters and years are made of them.
      if (!isDefinedFor(definition, period)) continue;
      if (kindOf(period) !== 'month' && definition.by !== 'activities-a-year') continue;
      const into = [
        period,
        ...(kindOf(period) === 'month' ? wider.filter((one) => monthsOf(one).includes(period)) : []),
      ];
      const own = new Map<string, Rate>();
      for (const [id, spells] of this.#organisations) {
        const counts = byOrganisation.get(id) ?? NO_COUNTS;
        for (const { division, rate } of contributionsOf(definition, period, { spells, counts }, through))
          own.set(division, sum([own.get(division) ?? NOTHING, rate]));
      }
      for (const [division, rate] of own)
        for (const one of into) {
          add(division, one, rate, rate);
          for (let at = parentOf(division); at !== undefined; at = parentOf(at)) add(at, one, NOTHING, rate);
        }
    }
    const asked = new Set(periods);
    const places = new Map<string, Place>([...right, ...this.#figures]);
    return [...places].flatMap(([place, { division, period }]) => {
      if (!asked.has(period)) return [];
      const figure = this.#figures.get(place);
      const says = figure ?? { ...NOTHING, own: NOTHING };
      const { own, total } = right.get(place) ?? { own: NOTHING, total: NOTHING };
      return same(says, total) && same(says.own, own)
        ? []
        : [{ division, period, isMissing: figure === undefined, comesTo: { own, total } }];
    });
  }

  #countsByOrganisation(): Map<string, Map<string, MonthCount>> {
    const found = new Map<string, Map<string, MonthCount>>();
    for (const { organisation, month, comesTo } of this.#months.values()) {
      const counts = found.get(organisation) ?? new Map<string, MonthCount>();
      const of = (name: string) => comesTo[name] ?? 0;
      counts.set(month, {
        activities: of('activities'),
        participants: of('participants'),
        minutes: of('minutes'),
        ratings: { sum: of('ratingSum'), count: of('ratings') },
      });
      found.set(organisation, counts);
    }
    return found;
  }

  #month(organisation: string, month: string): Month {
    const place = placeOf(organisation, month);
    const known = this.#months.get(place) ?? { organisation, month, comesTo: {} };
    this.#months.set(place, known);
    return known;
  }
}

const NO_COUNTS: ReadonlyMap<string, MonthCount> = new Map();
const placeOf = (of: string, period: string) => `${of}\n${period}`;
