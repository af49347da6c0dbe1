/** The life of what the lists hold, as data: what may happen to an entry in each state. Pure. */
import { LISTING_NAMES, type ListingState, type ListingType, STATE_NAMES } from './terms.ts';

const EVENT_NAMES = { edit: '修改', publish: '发布', withdraw: '撤回', expire: '过期' } as const;
export type LifeEvent = keyof typeof EVENT_NAMES;

/** Matched and closed come about by matches (`placing.ts`), the rest by these. */
const MAY: Readonly<Record<LifeEvent, readonly ListingState[]>> = {
  edit: ['draft', 'open'],
  publish: ['draft'],
  withdraw: ['draft', 'open'],
  expire: ['open'],
};

/** Why an event may not happen to an entry now; undefined when it may. */
export function refusal(type: ListingType, state: ListingState, event: LifeEvent): string | undefined {
  if (MAY[event].includes(state)) return undefined;
  const when = MAY[event].map((one) => `“${STATE_NAMES[one]}”`).join('、');
  return `${LISTING_NAMES[type]}现为“${STATE_NAMES[state]}”，不能${EVENT_NAMES[event]}，须在${when}时办理`;
}
