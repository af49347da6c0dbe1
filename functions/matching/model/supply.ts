/** What of the resources may go to which need, and what is left of them (M1.3, M2.2). Pure. */
import { covers } from '../../../shared/divisions/index.ts';
import type { Need, Project, Resource, Slot, Used } from './listing.ts';
import type { Supply } from './offer.ts';
import type { Source } from './terms.ts';

/**
 * Why a resource cannot go to a need; undefined when it can.
 * @param day YYYY-MM-DD
 * @param project by which the need is served
 */
export function misfit(
  { state, facts }: Resource,
  need: Need,
  day: string,
  project?: Project,
): string | undefined {
  if (state !== 'open' || facts.openUntil < day) return '资源已不再提供';
  if (!covers(facts.division, need.division)) return '需求不在资源提供的区域内';
  if (facts.actions && !facts.actions.includes(need.facts.action)) return '资源不用于这个行动';
  const groups = need.facts.groups ?? [];
  if (facts.groups && !facts.groups.some((group) => groups.includes(group))) return '资源不用于这些服务对象';
  const source = 'source' in facts.gift ? facts.gift.source : undefined;
  const barred = (sources: readonly Source[] | undefined) =>
    source !== undefined && sources !== undefined && !sources.includes(source);
  if (barred(need.facts.sources) || barred(project?.facts.sources)) return '需求或项目不用这个渠道的资金';
  const { from, to } = need.facts.period;
  return facts.period.from <= to && facts.period.to >= from ? undefined : '资源提供的时间与需求不符';
}

/** What is left of a resource: fen, quantity or minutes; the slots of a venue are asked for one by one. */
export function left({ facts: { gift }, used }: Resource): number {
  switch (gift.type) {
    case 'funds':
      return gift.fen - used.fen;
    case 'goods':
      return gift.quantity - used.quantity;
    case 'people':
      return gift.minutes - used.minutes;
    case 'venue':
      return 0;
  }
}

/** Whether a venue is open and free for all of a slot. */
export function isFree({ facts: { gift }, used }: Resource, slot: Slot): boolean {
  if (gift.type !== 'venue') return false;
  const [from, to] = span(slot);
  const open = gift.slots.some((one) => span(one)[0] <= from && span(one)[1] >= to);
  return open && used.slots.every((one) => span(one)[1] <= from || span(one)[0] >= to);
}

const span = ({ from, to }: Slot) => [Date.parse(from), Date.parse(to)] as const;

/** How much of one resource a supply takes. */
export interface Portion {
  fen: number;
  quantity: number;
  minutes: number;
  slot?: Slot;
}

/** What a supply takes of each resource, by its id. */
export function portions({ fundings, venue, goods, people }: Supply): Map<string, Portion> {
  const all = new Map<string, Portion>();
  const add = (resource: string, more: Partial<Portion>) => {
    const sum = all.get(resource) ?? { fen: 0, quantity: 0, minutes: 0 };
    all.set(resource, {
      fen: sum.fen + (more.fen ?? 0),
      quantity: sum.quantity + (more.quantity ?? 0),
      minutes: sum.minutes + (more.minutes ?? 0),
      ...((more.slot ?? sum.slot) && { slot: more.slot ?? sum.slot! }),
    });
  };
  for (const { resource, fen } of fundings) add(resource, { fen });
  for (const { resource, quantity } of goods) add(resource, { quantity });
  for (const { resource, minutes } of people) add(resource, { minutes });
  if (venue) add(venue.resource, { slot: venue.slot });
  return all;
}

/** Why a resource cannot give a portion; undefined when it can. */
export function shortage(resource: Resource, { fen, quantity, minutes, slot }: Portion): string | undefined {
  const { gift } = resource.facts;
  const kinds = { funds: fen > 0, goods: quantity > 0, people: minutes > 0, venue: slot !== undefined };
  const other = Object.entries(kinds).some(([type, asked]) => asked && type !== gift.type);
  if (other || !kinds[gift.type]) return '与资源的类别不符（资金填金额，物资填数量，人员填时长，场地填时间）';
  if (slot) return isFree(resource, slot) ? undefined : '场地这段时间不开放或已安排';
  const asked = fen + quantity + minutes;
  const rest = left(resource);
  if (asked <= rest) return undefined;
  const unit =
    gift.type === 'funds' ? '分' : gift.type === 'people' ? '分钟' : (gift as { unit: string }).unit;
  return `只剩 ${rest} ${unit}，不够 ${asked} ${unit}`;
}

/** A resource with a portion promised to a match. */
export function withPortion(
  resource: Resource,
  { fen, quantity, minutes, slot }: Portion,
  match: string,
): Resource {
  const { used } = resource;
  return next(resource, {
    fen: used.fen + fen,
    quantity: used.quantity + quantity,
    minutes: used.minutes + minutes,
    slots: slot ? [...used.slots, { ...slot, match }] : used.slots,
  });
}

/** A resource with what a match had of it given back. */
export function withoutPortion(resource: Resource, portion: Portion, match: string): Resource {
  const { used } = resource;
  return next(resource, {
    fen: used.fen - portion.fen,
    quantity: used.quantity - portion.quantity,
    minutes: used.minutes - portion.minutes,
    slots: used.slots.filter((slot) => slot.match !== match),
  });
}

/** Resources with what offers were promised of them taken as used. */
export function withoutPromised(
  resources: readonly Resource[],
  offers: readonly { id: string; supply: Supply }[],
): Resource[] {
  const left = new Map(resources.map((resource) => [resource.id, resource]));
  for (const { id, supply } of offers)
    for (const [of, portion] of portions(supply)) {
      const resource = left.get(of);
      if (resource) left.set(of, withPortion(resource, portion, id));
    }
  return [...left.values()];
}

const next = (resource: Resource, used: Used): Resource => ({
  ...resource,
  used,
  version: resource.version + 1,
});
