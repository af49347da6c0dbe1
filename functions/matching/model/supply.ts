/** What of the resources may go to which need, and what is left of them (M1.3, M2.2). Pure. */
import { covers } from '../../../shared/divisions/index.ts';
import type { MatchingData } from '../policy/schema.ts';
import { within } from './complete.ts';
import { type Amounts, mostFen, type Need, type Project, type Resource, type Slot } from './listing.ts';
import { partsOfOfferId, type Supply } from './offer.ts';
import type { Organisation } from './organisation.ts';
import { payeeFault } from './payee.ts';
import type { Source } from './terms.ts';
import { yuan } from './yuan.ts';

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

/** What is free of a resource, neither in use nor promised: fen, quantity or minutes; the slots of a venue are asked for one by one. */
export const left = ({ facts: { gift }, used }: Resource): number => mostOf(gift) - inUnits(gift, used);

const mostOf = (gift: Gift): number =>
  gift.type === 'funds'
    ? gift.fen
    : gift.type === 'goods'
      ? gift.quantity
      : gift.type === 'people'
        ? gift.minutes
        : 0;

/** Of amounts the one in which a gift is counted. */
const inUnits = ({ type }: Gift, { fen, quantity, minutes }: Amounts): number =>
  type === 'funds' ? fen : type === 'goods' ? quantity : type === 'people' ? minutes : 0;

const inWords = (gift: Gift, amount: number): string =>
  gift.type === 'funds' ? yuan(amount) : `${amount} ${gift.type === 'goods' ? gift.unit : '分钟'}`;

type Gift = Resource['facts']['gift'];

/** Whether a venue is open and free for all of a slot. */
export function isFree({ facts: { gift }, used }: Resource, slot: Slot): boolean {
  if (gift.type !== 'venue') return false;
  const [from, to] = span(slot);
  const open = gift.slots.some((one) => span(one)[0] <= from && span(one)[1] >= to);
  return open && used.slots.every((one) => span(one)[1] <= from || span(one)[0] >= to);
}

const span = ({ from, to }: Slot) => [Date.parse(from), Date.parse(to)] as const;

/** Whether something of it is kept for offers that wait. */
export const isPromised = ({ promised: { fen, quantity, minutes }, used: { slots } }: Resource): boolean =>
  fen + quantity + minutes > 0 || slots.some(({ match }) => partsOfOfferId(match) !== undefined);

/** How much of one resource a supply takes. */
export interface Portion extends Amounts {
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
function shortage(resource: Resource, { fen, quantity, minutes, slot }: Portion): string | undefined {
  const { gift } = resource.facts;
  const kinds = { funds: fen > 0, goods: quantity > 0, people: minutes > 0, venue: slot !== undefined };
  const other = Object.entries(kinds).some(([type, asked]) => asked && type !== gift.type);
  if (other || !kinds[gift.type]) return '与资源的类别不符（资金填金额，物资填数量，人员填时长，场地填时间）';
  if (slot) return isFree(resource, slot) ? undefined : '场地这段时间不开放或已安排';
  const [asked, rest, kept] = [fen + quantity + minutes, left(resource), inUnits(gift, resource.promised)];
  if (asked <= rest) return undefined;
  const promised =
    kept > 0 ? `（另有 ${inWords(gift, kept)}已留给等待答复或确认的派单，在其落空前不能另行安排）` : '';
  return `只剩 ${inWords(gift, rest)}，不够 ${inWords(gift, asked)}${promised}`;
}

/** A resource of which a match has a portion. */
export function withPortion(resource: Resource, portion: Portion, match: string): Resource {
  const { used } = resource;
  const { slot } = portion;
  const slots = slot ? [...used.slots, { ...slot, match }] : used.slots;
  return { ...resource, used: { ...moved(used, portion, 1), slots } };
}

/** A resource with what a match had of it given back. */
export function withoutPortion(resource: Resource, portion: Portion, match: string): Resource {
  const { used } = resource;
  const slots = used.slots.filter((slot) => slot.match !== match);
  return { ...resource, used: { ...moved(used, portion, -1), slots } };
}

/** A resource of which a portion is kept for an offer that waits. */
export const withPromise = (resource: Resource, portion: Portion, offer: string): Resource => ({
  ...withPortion(resource, portion, offer),
  promised: moved(resource.promised, portion, 1),
});

/** A resource of which nothing is kept for an offer any more. */
export const withoutPromise = (resource: Resource, portion: Portion, offer: string): Resource => ({
  ...withoutPortion(resource, portion, offer),
  promised: moved(resource.promised, portion, -1),
});

export type Promising =
  | { outcome: 'promised'; resources: ReadonlyMap<string, Resource> }
  | { outcome: 'short'; resource: string; why: string };

/** Who serves what, by which project. */
export interface Service {
  need: Need;
  organisation: Organisation;
  project?: Project | undefined;
}

/** What holds at the moment: the day, YYYY-MM-DD, and which source may pay whom. */
interface Terms {
  day: string;
  payees: MatchingData['payees'];
}

/** Why a resource cannot give a portion to a service; undefined when it can. */
export function unfit(
  resource: Resource,
  portion: Portion,
  { need, organisation, project }: Service,
  { day, payees }: Terms,
): string | undefined {
  const { slot } = portion;
  return (
    misfit(resource, need, day, project) ??
    payeeFault(resource, organisation.standing.class, payees) ??
    (slot && !within(slot, need.facts.period) ? '场地时间应在需求的起止日期之内，结束晚于开始' : undefined) ??
    shortage(resource, portion)
  );
}

/** Why the money of a supply is more than a service may cost; undefined when it is not. */
export function tooDear({ fundings }: Supply, { need, project }: Service): string | undefined {
  const most = mostFen(need, project);
  const sum = fundings.reduce((total, { fen }) => total + fen, 0);
  if (most === undefined || sum <= most) return undefined;
  return `资金合计 ${yuan(sum)}，超出${most === need.facts.budgetFen ? '需求' : '项目'}的预算 ${yuan(most)}`;
}

/**
 * Keeps a supply for an offer, all of it or nothing, by what its confirmation will ask for.
 * @param resources among them all that it is of
 */
export function promise(
  { id, supply }: { id: string; supply: Supply },
  service: Service,
  resources: readonly Resource[],
  terms: Terms,
): Promising {
  const dear = tooDear(supply, service);
  if (dear !== undefined) return { outcome: 'short', resource: supply.fundings[0]!.resource, why: dear };
  const after = new Map<string, Resource>();
  for (const [of, portion] of portions(supply)) {
    const resource = resources.find((one) => one.id === of);
    const why = resource ? unfit(resource, portion, service, terms) : '没有这项资源';
    if (!resource || why !== undefined) return { outcome: 'short', resource: of, why: why ?? '' };
    after.set(of, withPromise(resource, portion, id));
  }
  return { outcome: 'promised', resources: after };
}

const moved = (amounts: Amounts, by: Amounts, sign: 1 | -1): Amounts => ({
  fen: amounts.fen + sign * by.fen,
  quantity: amounts.quantity + sign * by.quantity,
  minutes: amounts.minutes + sign * by.minutes,
});
