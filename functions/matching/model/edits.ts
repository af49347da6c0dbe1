/** What an open entry can no longer become, since others rely on it. Pure. */
import type { FieldError } from './complete.ts';
import type { FactsOf, Need, Published, Resource, SomeFacts } from './listing.ts';

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
  const fixed = (['action', 'division', 'period', 'slot'] as const)
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => ({ pointer: `#/body/${field}`, detail: '已有组织认领或正在答复，这一项不能再改' }));
  if (after.demand < promised)
    fixed.push({ pointer: '#/body/demand', detail: `已有 ${promised} 家组织，不能少于 ${promised}` });
  return fixed;
}

function ofResource(
  { facts: { gift: before }, used }: Resource,
  { gift }: FactsOf['resource'],
): FieldError[] {
  const touched = used.fen + used.quantity + used.minutes + used.slots.length > 0;
  const error = (field: string, detail: string): FieldError[] => [{ pointer: `#/body/gift${field}`, detail }];
  if (gift.type !== before.type) return touched ? error('/type', '已有项目使用，不能改为另一类资源') : [];
  switch (gift.type) {
    case 'funds':
      if (touched && before.type === 'funds' && gift.source !== before.source)
        return error('/source', '已有项目使用，不能改变资金渠道');
      return gift.fen < used.fen ? error('/fen', `已使用 ${used.fen} 分，不能少于此数`) : [];
    case 'goods':
      // What was promised of them stands in the ledger at its value.
      if (touched && before.type === 'goods' && gift.unitFen !== before.unitFen)
        return error('/unitFen', '已有项目使用，不能改变单价');
      return gift.quantity < used.quantity ? error('/quantity', `已使用 ${used.quantity}，不能少于此数`) : [];
    case 'people':
      return gift.minutes < used.minutes
        ? error('/minutes', `已使用 ${used.minutes} 分钟，不能少于此数`)
        : [];
    case 'venue': {
      const kept = used.slots.every((slot) =>
        gift.slots.some(({ from, to }) => from <= slot.from && to >= slot.to),
      );
      return kept ? [] : error('/slots', '已有项目使用的时间不能去掉');
    }
  }
}
