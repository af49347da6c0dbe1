/** What an organisation can take on until it says so itself, and as registration changes. Pure. */
import { actionOf } from '../../../shared/actions/index.ts';
import { hasTownships } from '../../../shared/divisions/index.ts';
import type { Standing } from '../../../shared/events/shapes.ts';
import type { MatchingData } from '../policy/schema.ts';
import type { Capacity, Organisation } from './organisation.ts';

/**
 * The capacity that follows from registration and policy: its own actions, around its home, so many at a time as its
 * class may.
 */
export function capacityFrom(
  { actions, class: grade }: Standing,
  division: string,
  { atATime }: Pick<MatchingData, 'atATime'>,
): Capacity {
  return {
    state: 'open',
    actions,
    kinds: [],
    groups: [],
    // A village's organisation serves its township, its county where that has none; one of a township or county all of that.
    areas: [division.slice(0, hasTownships(division) ? 9 : 6)],
    beyond: true,
    atATime: atATime[grade],
    skills: [],
    emergency: false,
    own: false,
    revision: 1,
  };
}

/** What registration tells, brought to what is known; what the organisation said itself of its capacity stays. */
export function told(
  known: Organisation | undefined,
  news: { id: string; name: string; kind: Organisation['kind']; division: string; standing: Standing },
  policy: Pick<MatchingData, 'atATime'>,
): Organisation {
  const { id, name, kind, division, standing } = news;
  const capacity = known?.capacity.own
    ? known.capacity
    : { ...capacityFrom(standing, division, policy), revision: known?.capacity.revision ?? 1 };
  return {
    load: { held: 0, running: 0, minutes: {} },
    rating: { sum: 0, count: 0 },
    ...known,
    id,
    name,
    kind,
    division,
    standing,
    capacity,
    version: (known?.version ?? 0) + 1,
  };
}

/** Positions of the kinds that belong to none of the capacity's actions. */
export function kindsOutside({ kinds, actions }: Pick<Capacity, 'kinds' | 'actions'>): number[] {
  return kinds.flatMap((kind, index) => (actions.includes(actionOf(kind)) ? [] : [index]));
}
