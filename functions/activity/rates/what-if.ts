import type * as z from 'zod';
import { monthOf } from '../../../shared/calendar/months.ts';
import { lastDayOf, monthsOf } from '../../../shared/calendar/periods.ts';
import { divisionByCode, fullNameOf, parentOf } from '../../../shared/divisions/index.ts';
import { invalid, unprocessable } from '../../../shared/http/problem.ts';
import type { RatesDeps } from '../deps.ts';
import { contributionsOf, isDefinedFor, NOTHING, type Rate, sum } from '../model/activity-rate.ts';
import { percentOf } from '../model/figure.ts';
import { judged } from './judged.ts';
import type { WhatIfAnswer, WhatIfRequest } from './schema.ts';

/** Organisations that are read at once. */
const ORGANISATIONS_A_PAGE = 300;
/** An API function has ten seconds. */
const PATIENCE_MS = 7_000;

type Kind = 'inForce' | 'draft';

/**
 * What the figures of a period would be under a draft definition (T2), beside those by the definition in force, both from the
 * same counts as they are now; nothing is stored.
 * @param patience milliseconds after which it is given up
 * @throws Problem 400 for a period that the draft has no figure for, 422 for more organisations than there is time for
 */
export async function whatIf(
  { division, period, definition: draft }: z.output<typeof WhatIfRequest>,
  deps: RatesDeps,
  patience = PATIENCE_MS,
): Promise<z.output<typeof WhatIfAnswer>> {
  if (!isDefinedFor(draft, period))
    throw invalid([{ pointer: '#/body/period', detail: '按年的口径只有年度数字，请填年份，如 2022' }]);
  const { version, definition } = deps.policyOn(lastDayOf(period));
  const kinds: [Kind, typeof draft][] = [
    ['draft', draft],
    ...(isDefinedFor(definition, period) ? [['inForce', definition] as [Kind, typeof draft]] : []),
  ];
  const rates = new Map<string, Partial<Record<Kind, Rate>>>();
  const add = (place: string, kind: Kind, rate: Rate) => {
    const before = rates.get(place) ?? {};
    rates.set(place, { ...before, [kind]: sum([before[kind] ?? NOTHING, rate]) });
  };
  const begun = performance.now();
  const through = monthOf(deps.today());
  let cursor: string | undefined;
  do {
    if (performance.now() - begun >= patience)
      throw unprocessable('组织太多，来不及测算。请缩小范围：按乡镇（街道），或按月、季测算', {
        errors: [{ pointer: '#/body/division', detail: '可改为下级的乡镇（街道）代码' }],
      });
    const page = await deps.store.residentsWithin(division, {
      limit: ORGANISATIONS_A_PAGE,
      scope: 'what-if',
      cursor,
    });
    for (const one of await judged(page.items, monthsOf(period), deps))
      for (const [kind, by] of kinds)
        for (const part of contributionsOf(by, period, one, through).filter(
          (own) => own.division === one.home,
        )) {
          add(division, kind, part.rate);
          const below = belowOf(division, one.home);
          if (below !== undefined) add(below, kind, part.rate);
        }
    cursor = page.next;
  } while (cursor !== undefined);
  const shown = (place: string) => {
    const { inForce, draft: drafted = NOTHING } = rates.get(place) ?? {};
    const compared = kinds.length > 1 ? (inForce ?? NOTHING) : undefined;
    return {
      division: place,
      name: divisionByCode(place)?.name ?? fullNameOf(place),
      ...(compared && { inForce: { ...compared, percent: percentOf(compared) } }),
      draft: { ...drafted, percent: percentOf(drafted) },
    };
  };
  const below = [...rates.keys()].filter((place) => place !== division).sort();
  return {
    period,
    policy: version,
    definition: definition.title,
    ...shown(division),
    below: below.map(shown),
  };
}

/** The division directly below one in which a home lies; undefined for its own. */
function belowOf(division: string, home: string): string | undefined {
  let at: string | undefined = home;
  while (at !== undefined && at !== division) {
    const above: string | undefined = parentOf(at)?.code;
    if (above === division) return at;
    at = above;
  }
  return undefined;
}
