/** What a township gives a match when it confirms it (M1.3): the choice among resources, and what of it is told. Pure. */
import type { paths } from '../api/generated/schema.d.ts';
import { fenOf, yuanOf } from './money.ts';

export type Resource =
  paths['/v1/needs/{id}/resources']['get']['responses'][200]['content']['application/json']['items'][number];
export type Supply = NonNullable<
  NonNullable<
    paths['/v1/offers/{id}/confirm']['post']['requestBody']
  >['content']['application/json']['supply']
>;
type Slot = NonNullable<Supply['venue']>['slot'];

export interface SupplyForm {
  /** How much of each resource, as it is typed: 元, pieces or minutes. */
  amounts: Record<string, string | number>;
  /** The venue; empty for none. */
  venue: string;
}

/** Resources of which an offer has something kept: they may not be listed as free. */
export const resourcesIn = ({ fundings, venue, goods, people }: Supply): string[] => [
  ...[...fundings, ...goods, ...people].map(({ resource }) => resource),
  ...(venue ? [venue.resource] : []),
];

/** The form as the offer has it. */
export const supplyFormOf = ({ fundings, venue, goods, people }: Supply): SupplyForm => ({
  amounts: Object.fromEntries([
    ...fundings.map(({ resource, fen }) => [resource, yuanOf(fen)]),
    ...goods.map(({ resource, quantity }) => [resource, quantity]),
    ...people.map(({ resource, minutes }) => [resource, minutes]),
  ]),
  venue: venue?.resource ?? '',
});

/** What is free of a resource for an offer: what is left, and what is kept for itself. In 分, pieces or minutes. */
export function freeOf({ id, gift, used }: Resource, kept: Supply): number {
  const own = <T extends { resource: string }>(list: readonly T[]) =>
    list.find(({ resource }) => resource === id);
  switch (gift?.type) {
    case 'funds':
      return gift.fen - used.fen + (own(kept.fundings)?.fen ?? 0);
    case 'goods':
      return gift.quantity - used.quantity + (own(kept.goods)?.quantity ?? 0);
    case 'people':
      return gift.minutes - used.minutes + (own(kept.people)?.minutes ?? 0);
    default:
      return 0;
  }
}

/**
 * What is chosen; what is left empty gives nothing.
 * @param slot when the need asks for a venue
 */
export function supplyOf(
  { amounts, venue }: SupplyForm,
  resources: readonly Resource[],
  slot: Slot | undefined,
): Supply {
  const chosen = (type: string) =>
    resources
      .filter(({ id, gift }) => gift?.type === type && String(amounts[id] ?? '').trim() !== '')
      .map(({ id }) => ({ resource: id, typed: String(amounts[id]) }));
  return {
    fundings: chosen('funds').map(({ resource, typed }) => ({ resource, fen: fenOf(typed) ?? 0 })),
    goods: chosen('goods').map(({ resource, typed }) => ({ resource, quantity: Number(typed) })),
    people: chosen('people').map(({ resource, typed }) => ({ resource, minutes: Number(typed) })),
    ...(venue !== '' && slot && { venue: { resource: venue, slot } }),
  };
}

/** What the API says of a supply, by the resource that it is about. */
export function faultsOf(
  errors: Readonly<Record<string, string>>,
  supply: Supply,
): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [path, detail] of Object.entries(errors)) {
    const [top, list, at] = path.split('.');
    if (top !== 'supply') continue;
    const resource =
      list === 'venue'
        ? supply.venue?.resource
        : list === 'fundings' || list === 'goods' || list === 'people'
          ? supply[list][Number(at)]?.resource
          : undefined;
    if (resource !== undefined) found[resource] = detail;
  }
  return found;
}
