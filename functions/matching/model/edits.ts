/** What an open entry can no longer become, since others rely on it. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { covers } from '../../../shared/divisions/index.ts';
import type { FieldError } from './complete.ts';
import type { FactsOf, Need, Published, Resource, Slot, SomeFacts, Used } from './listing.ts';
import { yuan } from './yuan.ts';

/** What of a change goes against promises made, each at its field. */
export function broken(entry: Published, facts: SomeFacts): FieldError[] {
  switch (entry.type) {
    case 'need':
      return ofNeed(entry, facts as FactsOf['need']);
    case 'resource':
      return ofResource(entry, facts as FactsOf['resource']);
    default:
      return [];
  }
}

function ofNeed({ facts: before, places: { held, taken } }: Need, after: FactsOf['need']): FieldError[] {
  const promised = held + taken;
  if (promised === 0) return [];
  // Service time is counted to the organisation by what the need says when it is taken back.
  const fixed = (['action', 'division', 'period', 'slot', 'minutes'] as const)
    // Members of maps come back from the table in any order.
    .filter((field) => !isDeepStrictEqual(before[field], after[field]))
    .map((field) => ({ pointer: `#/body/${field}`, detail: '已有组织认领或正在答复，这一项不能再改' }));
  if (after.demand < promised)
    fixed.push({ pointer: '#/body/demand', detail: `已有 ${promised} 家组织，不能少于 ${promised}` });
  return fixed;
}

function ofResource({ facts: before, used }: Resource, after: FactsOf['resource']): FieldError[] {
  const touched = used.fen + used.quantity + used.minutes + used.slots.length > 0;
  if (!touched) return [];
  const errors = covers(after.division, before.division)
    ? []
    : [error('division', '已有项目或派单使用，只能改为包含原区域的行政区划')];
  return [...errors, ...ofGift(before.gift, after.gift, used)];
}

type Gift = FactsOf['resource']['gift'];

/** What of a gift that is in use can no longer be changed: what it is, where it comes from, what is promised of it. */
function ofGift(before: Gift, after: Gift, used: Used): FieldError[] {
  if (after.type !== before.type) return [error('gift/type', '已有项目或派单使用，不能改为另一类资源')];
  const fixed = (['source', 'what', 'unit', 'unitFen'] as const)
    .filter((field) => (before as Fields)[field] !== (after as Fields)[field])
    .map((field) => error(`gift/${field}`, '已有项目或派单使用，这一项不能再改'));
  return [...fixed, ...less(after, used)];
}

type Fields = Readonly<Record<string, unknown>>;

function less(gift: Gift, used: Used): FieldError[] {
  switch (gift.type) {
    case 'funds':
      return gift.fen < used.fen ? [error('gift/fen', `已安排 ${yuan(used.fen)}，不能少于此数`)] : [];
    case 'goods':
      return gift.quantity < used.quantity
        ? [error('gift/quantity', `已安排 ${used.quantity} ${gift.unit}，不能少于此数`)]
        : [];
    case 'people':
      return gift.minutes < used.minutes
        ? [error('gift/minutes', `已安排 ${used.minutes} 分钟，不能少于此数`)]
        : [];
    case 'venue':
      return used.slots.every((slot) => gift.slots.some((open) => contains(open, slot)))
        ? []
        : [error('gift/slots', '已有项目或派单使用的时间不能去掉')];
  }
}

const error = (field: string, detail: string): FieldError => ({ pointer: `#/body/${field}`, detail });

/** Whether a time lies within another; instants may be written with different offsets. */
const contains = (outer: Slot, inner: Slot) =>
  Date.parse(outer.from) <= Date.parse(inner.from) && Date.parse(outer.to) >= Date.parse(inner.to);
