/** What the service knows of an organisation: what registration tells, and what it can take on (capacity), pure. */
import type { Action, Group, ServiceKind } from '../../../shared/actions/index.ts';
import type { Kind, Standing } from '../../../shared/events/shapes.ts';

/** What an organisation can take on; until it says so itself it follows from registration and policy. */
export interface Capacity {
  state: 'open' | 'withdrawn';
  /** Why it takes nothing on. */
  reason?: string;
  actions: readonly Action[];
  /** All kinds of its actions when empty. */
  kinds: readonly ServiceKind[];
  groups: readonly Group[];
  /** Divisions that it serves, with all below them; five at most. */
  areas: readonly string[];
  /** Whether it also serves what neighbours its areas. */
  beyond: boolean;
  /** Matches at one time. */
  atATime: number;
  /** Minutes of service a month, where it sets a bound. */
  minutesAMonth?: number;
  skills: readonly string[];
  /** Whether it has agreed to be sent to emergencies at once (A3). */
  emergency: boolean;
  /** YYYY-MM-DD: takes on nothing before or after. */
  period?: { from: string; to: string };
  /** Whether the organisation said so itself. */
  own: boolean;
  /** Raised with each change that somebody makes: what If-Match goes by. */
  revision: number;
}

export interface Organisation {
  id: string;
  name: string;
  kind: Kind;
  /** Its home. */
  division: string;
  /** As registration last told. */
  standing: Standing;
  capacity: Capacity;
  /** Offers that hold it, matches that are not at their end, and the minutes that both take by month (YYYY-MM). */
  load: { held: number; running: number; minutes: Readonly<Record<string, number>> };
  /** What those whom it served thought: sum of the points, 1 to 5 each, and their number. */
  rating: { sum: number; count: number };
  version: number;
}

/** What more it can take on now. */
export const freeCapacity = ({ capacity, load }: Organisation) =>
  Math.max(0, capacity.atATime - load.held - load.running);

/** Whether it takes anything on at all. */
export const isReady = ({ standing, capacity }: Organisation) =>
  standing.status === 'active' && capacity.state === 'open';

/**
 * Where it is looked for: for each of its actions the areas that it serves, the county beyond which it goes, and the one in
 * which it can be sent to emergencies.
 * Each is the partition key of one item.
 */
export function placesOf(organisation: Organisation): string[] {
  if (!isReady(organisation)) return [];
  const { capacity, division } = organisation;
  return capacity.actions.flatMap((action) => [
    ...capacity.areas.map((area) => `${action}#${area}`),
    ...(capacity.beyond ? [`${action}#BEYOND#${division.slice(0, 6)}`] : []),
    ...(capacity.emergency ? [`${action}#EMERGENCY#${division.slice(0, 6)}`] : []),
  ]);
}
